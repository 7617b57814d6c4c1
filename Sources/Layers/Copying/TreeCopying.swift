internal import DockerfileLanguage
package import OCI

/// Computes the layer that a COPY or ADD makes, of trees alone.
package struct TreeCopying: Sendable {
    /// Where to: absolute. A slash at the end says that it is a directory, as `/.` does.
    package var destination: [UInt8]
    /// What --chown gives; else files belong to whom they belong in their sources, and new directories to root.
    package var ownership: FileOwner?
    /// What --chmod gives, octal or symbolic.
    package var mode: String?
    /// The time of directories that are made, and of files whose time nothing says. Nanoseconds since 1970.
    package var time: Int64

    package init(destination: [UInt8], ownership: FileOwner? = nil, mode: String? = nil, time: Int64) {
        self.destination = destination
        self.ownership = ownership
        self.mode = mode
        self.time = time
    }

    /// The layer: what is new, with the directories it is in. `below` is what the stage has so far; nil for a copy with --link, which
    /// knows nothing of it.
    package func layer(of sources: [CopySource], over below: FileTree?) throws(CopyFault) -> FileTree {
        let draft = Draft(over: below)
        var writing = CopyWriting(self, try fileMode(), to: draft)
        for source in sources { try writing.add(source) }
        return draft.layer()
    }

    private func fileMode() throws(CopyFault) -> SymbolicMode? {
        guard let mode else { return nil }
        do throws(FileModeFault) {
            return try SymbolicMode(mode)
        } catch {
            throw .badMode(mode)
        }
    }
}
