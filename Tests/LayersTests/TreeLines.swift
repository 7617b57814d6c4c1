import Hashing
import Layers
import Values

/// Trees as lines, one for each node:
///
///     d/ 0755 0:0            a directory; `d/ !` when it is opaque
///     d/f 0644 0:0 text      a file and what is in it; `#3` before the text is its number among files with several names
///     d/l -> target 0:0
///     d/p | 0644 0:0
///     d/c * c 1 3 0644 0:0
///     d/gone -               a whiteout
///
/// Mode and owner may be left out where they are 0644, of directories 0755, and 0:0.
struct TreeLines {
    static func tree(_ lines: String...) throws -> FileTree { try tree(lines) }

    static func tree(_ lines: [String]) throws -> FileTree {
        var builder = FileTreeBuilder()
        for line in lines { try put(line, into: &builder) }
        return builder.tree()
    }

    private static func put(_ line: String, into builder: inout FileTreeBuilder) throws {
        var words = line.split(separator: " ").map(String.init)
        let path = words.removeFirst()
        let bytes = Array(path.utf8)
        if words.first == "!" {
            try builder.put(bytes, directory(&words))
            return try builder.makeOpaque(bytes)
        }
        try builder.put(bytes, path.hasSuffix("/") ? directory(&words) : node(&words))
    }

    private static func directory(_ words: inout [String]) -> FileNode {
        if words.first == "!" { words.removeFirst() }
        if words.first == "?" { return FileNode(.implied, .directory(Directory(isImplied: true))) }
        return FileNode(attributes(&words, 0o755), .directory(Directory()))
    }

    private static func node(_ words: inout [String]) -> FileNode {
        switch words.first {
        case "-": return FileNode(FileAttributes(mode: 0, modified: 0), .whiteout)
        case "->":
            let target = Array(words[1].utf8)
            words.removeFirst(2)
            return FileNode(attributes(&words, 0o777), .link(target: target))
        case "|":
            words.removeFirst()
            return FileNode(attributes(&words, 0o644), .fifo)
        case "*":
            let (isBlock, major, minor) = (words[1] == "b", UInt32(words[2]) ?? 0, UInt32(words[3]) ?? 0)
            words.removeFirst(4)
            return FileNode(attributes(&words, 0o644), .device(isBlock: isBlock, major: major, minor: minor))
        default:
            let attributes = attributes(&words, 0o644)
            let identity = words.first.flatMap { $0.hasPrefix("#") ? Int($0.dropFirst()) : nil }
            if identity != nil { words.removeFirst() }
            return file(words.joined(separator: " "), attributes, identity)
        }
    }

    static func file(_ text: String, _ attributes: FileAttributes, _ identity: Int? = nil) -> FileNode {
        let bytes = Array(text.utf8)
        return FileNode(
            attributes,
            .file(
                FileContent(
                    length: Int64(bytes.count), digest: ContentHash.digest(of: bytes), place: .bytes(bytes),
                    identity: identity)))
    }

    private static func attributes(_ words: inout [String], _ usual: UInt32) -> FileAttributes {
        var attributes = FileAttributes(mode: usual, modified: 1)
        if let word = words.first, word.count == 4, let mode = UInt32(word, radix: 8) {
            attributes.mode = mode
            words.removeFirst()
        }
        let owner = words.first.map { $0.split(separator: ":").compactMap { UInt32($0) } } ?? []
        if owner.count == 2 {
            (attributes.owner, attributes.group) = (owner[0], owner[1])
            words.removeFirst()
        }
        return attributes
    }

    static func lines(_ tree: FileTree) -> [String] {
        tree.walk.map { line(String(decoding: $0.path, as: UTF8.self), $0.node) }
    }

    static func line(_ path: String, _ node: FileNode) -> String {
        let attributes = node.attributes
        let mode = String(attributes.mode, radix: 8)
        let shownMode = String(repeating: "0", count: max(0, 4 - mode.count)) + mode
        let owner = attributes.owner == 0 && attributes.group == 0 ? "" : " \(attributes.owner):\(attributes.group)"
        let extended = attributes.extended.map { " +\(String(decoding: $0.name, as: UTF8.self))" }.joined()
        switch node.kind {
        case .directory(let directory):
            if directory.isImplied { return "\(path)/ ?" }
            let mark = directory.isOpaque ? " !" : ""
            return "\(path)/\(mark)" + (attributes.mode == 0o755 ? "" : " \(shownMode)") + owner + extended
        case .file(let content):
            let number = content.identity.map { " #\($0)" } ?? ""
            var text = ""
            if case .bytes(let bytes) = content.place { text = String(decoding: bytes, as: UTF8.self) }
            return path + (attributes.mode == 0o644 ? "" : " \(shownMode)") + owner + number
                + (text.isEmpty ? "" : " " + text) + extended
        case .link(let target): return "\(path) -> \(String(decoding: target, as: UTF8.self))" + owner
        case .fifo: return "\(path) |" + (attributes.mode == 0o644 ? "" : " \(shownMode)") + owner
        case .device(let isBlock, let major, let minor):
            return "\(path) * \(isBlock ? "b" : "c") \(major) \(minor)"
                + (attributes.mode == 0o644 ? "" : " \(shownMode)") + owner
        case .whiteout: return "\(path) -"
        }
    }
}

/// What is said of a tree in a table of a test.
func lines(_ tree: FileTree) -> [String] { TreeLines.lines(tree) }
