extension FileNode {
    /// What it holds, if it is a directory.
    package var directory: Directory? {
        guard case .directory(let directory) = kind else { return nil }
        return directory
    }

    /// Its bytes, if it is a file.
    package var content: FileContent? {
        guard case .file(let content) = kind else { return nil }
        return content
    }

    var isDirectory: Bool { directory != nil }
}

extension FileAttributes {
    /// What a directory is like that nothing describes.
    package static let implied = FileAttributes(mode: 0o755, modified: 0)
}
