internal import Contexts
internal import Layers
internal import Planning
internal import Values

extension SourceItem {
    /// What was selected of a context, with its files.
    static func items(of selected: SelectedFiles) throws -> [SourceItem] {
        try selected.context.files(selected.selector).map { SourceItem($0) }
    }

    /// As a content key says it: `KIND NAME DIGEST`.
    var ingredient: String {
        let shown = name.isEmpty ? "." : String(keepingBytes: name)
        return "\(node.kind.word) \(shown) \(digest)"
    }
}

extension FileNode.Kind {
    fileprivate var word: String {
        switch self {
        case .file: "file"
        case .directory: "directory"
        case .link: "link"
        case .fifo: "fifo"
        case .device: "device"
        case .whiteout: "nothing"
        }
    }
}
