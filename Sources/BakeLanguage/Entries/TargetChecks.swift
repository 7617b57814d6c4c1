package import Values

/// Checks of those attributes of a target that are kept as text, as they are printed.
package enum TargetChecks {
    /// Platforms, each of which may be several, separated by commas.
    package static func check(platforms: [String], here: Platform) throws(EntryFault) {
        for text in platforms {
            do {
                _ = try Platform.list(text, here: here)
            } catch {
                throw .platform(error)
            }
        }
    }

    package static func check(sharedMemory text: String) throws(EntryFault) {
        guard MemorySize(text) != nil else { throw .notMemorySize(text, key: "shm-size") }
    }
}
