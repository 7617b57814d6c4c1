package import Values

/// What one source of a COPY or ADD gives.
package enum CopySource: Sendable {
    /// What it leads to in a context, a stage or an image.
    case items([SourceItem])
    /// A file that is nowhere: a heredoc, or one that was fetched.
    case file(name: [UInt8], FileNode)
    /// An archive that ADD unpacks, as a tree whose directories are implied where no entry describes them.
    case archive(FileTree)

    /// A heredoc of a Dockerfile.
    package static func heredoc(name: [UInt8], _ bytes: [UInt8]) -> CopySource {
        let content = FileContent(length: Int64(bytes.count), digest: nil, place: .bytes(bytes))
        let attributes = FileAttributes(mode: 0o644, modified: FileAttributes.unknownTime)
        return .file(name: name, FileNode(attributes, .file(content)))
    }

    /// A file from an address, with the time that its server gives.
    package static func fetched(name: [UInt8], _ content: FileContent, modified: Timestamp?) -> CopySource {
        let time = modified.map { $0.microseconds.multipliedReportingOverflow(by: 1000) }
        let attributes = FileAttributes(mode: 0o600, modified: time.map { $0.overflow ? 0 : $0.partialValue } ?? 0)
        return .file(name: name, FileNode(attributes, .file(content)))
    }
}
