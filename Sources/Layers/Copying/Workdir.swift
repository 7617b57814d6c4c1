package import OCI

/// Computes the layer that a WORKDIR makes: the directories of its path that are not there.
package struct Workdir: Sendable {
    /// Absolute, as it stands in the configuration. `..` takes back the name before it.
    package var path: [UInt8]
    /// Whose they become; nil for root.
    package var ownership: FileOwner?
    /// Nanoseconds since 1970.
    package var time: Int64

    package init(path: [UInt8], ownership: FileOwner? = nil, time: Int64) {
        self.path = path
        self.ownership = ownership
        self.time = time
    }

    /// Empty where the directory is there. Links are followed inside the root.
    package func layer(over below: FileTree) throws(CopyFault) -> FileTree {
        let draft = Draft(over: below)
        let names = try draft.resolve(PathNames.lexical(path)).names
        _ = try FolderMaker(ownership, time: time).make(names, in: draft)
        return draft.layer()
    }
}
