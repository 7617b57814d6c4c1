/// What is known of a file of an archive beside what counts for keys.
struct FileOrigin: Sendable {
    let owner: UInt32
    let group: UInt32
    /// Nanoseconds since 1970.
    let modified: Int64
    /// Of a file.
    var content: SpooledFile?
}

extension Layout {
    /// The bytes of a file of an archive.
    func content(at path: [UInt8]) -> [UInt8]? {
        guard let place = find(path), let origin = branches[place].origin, let content = origins[origin].content else {
            return nil
        }
        var bytes: [UInt8] = []
        do {
            try content.forEachPiece { bytes += $0 }
        } catch {
            return nil
        }
        return bytes
    }
}
