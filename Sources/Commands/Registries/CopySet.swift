internal import BakeLanguage
internal import Console
internal import OCI
internal import Planning
internal import Transfers

/// Images that are called like the targets of a bake file: two patterns with `{name}` in them.
struct CopySet {
    private let source: String
    private let destination: String

    private static let mark = "{name}"

    init(_ source: String, _ destination: String) throws {
        for pattern in [source, destination] where pattern.splitting(at: Self.mark).count < 2 {
            throw UserError("'\(pattern)' does not say where the names of targets belong", hint: "write {name} there")
        }
        (self.source, self.destination) = (source, destination)
    }

    /// One copy for each of the targets that are chosen.
    func orders(for choice: TargetChoice, _ context: Context) throws -> [CopyOrder] {
        let definitions = try choice.definitions()
        context.messages.show(definitions.warnings)
        let selection = try choice.selection(from: definitions, for: .planning)
        context.messages.show(selection.warnings)
        return try selection.asked.flatMap { name in
            CopyOrder.orders(
                try ImageReference(naming: source.filled(Self.mark, with: name)),
                names: [try ImageReference(tagging: destination.filled(Self.mark, with: name))])
        }
    }
}

extension String {
    fileprivate func filled(_ mark: String, with name: String) -> String {
        splitting(at: mark).joined(separator: name)
    }

    fileprivate func splitting(at mark: String) -> [String] {
        var (parts, part, rest) = ([String](), [UInt8](), Array(utf8)[...])
        let mark = Array(mark.utf8)
        while let first = rest.first {
            if rest.starts(with: mark) {
                parts.append(String(decoding: part, as: UTF8.self))
                part = []
                rest = rest.dropFirst(mark.count)
            } else {
                part.append(first)
                rest = rest.dropFirst()
            }
        }
        return parts + [String(decoding: part, as: UTF8.self)]
    }
}
