internal import DockerfileLanguage
internal import OCI

/// What a copy makes of the attributes of a file.
struct CopiedAttributes {
    /// Nil where files keep their owners.
    let ownership: FileOwner?
    /// Nil where they keep their modes.
    let mode: SymbolicMode?
    /// For what has no time.
    let time: Int64

    func callAsFunction(_ node: FileNode) -> FileAttributes {
        var attributes = node.attributes.copied
        if let ownership { (attributes.owner, attributes.group) = (ownership.user, ownership.group) }
        if attributes.modified == FileAttributes.unknownTime { attributes.modified = time }
        if case .link = node.kind { return attributes }
        attributes.mode = mode?.applied(to: attributes.mode, isDirectory: node.isDirectory) ?? attributes.mode
        return attributes
    }
}
