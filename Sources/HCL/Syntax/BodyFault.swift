internal import Values

/// What is wrong with a body when it is asked for what somebody looks for in it.
enum BodyFault {
    case missingLabel(type: String, needed: Int)
    case extraLabel(type: String, allowed: Int)
    case repeated(String, first: SourceRange)
    case notABody
    case notABlock(type: String)
    case notALabel(type: String)
    case unknown(String, isBlock: Bool, known: Schema)

    func diagnostic(at range: SourceRange) -> Diagnostic {
        switch self {
        case .missingLabel(let type, let needed):
            Diagnostic(
                .error, "the block \"\(type)\" needs \(Self.labels(needed))", at: range, label: "label missing",
                hint: "write: \(type) \"name\" { … }, in JSON: \"\(type)\": {\"name\": { … }}")
        case .extraLabel(let type, let allowed):
            Diagnostic(
                .error, "the block \"\(type)\" has \(Self.labels(allowed))", at: range, label: "one label too many")
        case .repeated(let name, let first):
            Diagnostic(
                .error, "\"\(name)\" is set twice", at: range, label: "set again here",
                notes: [.init("first set here", first)])
        case .notABody:
            Diagnostic(.error, "expected an object, or an array of objects", at: range, label: "expected an object")
        case .notABlock(let type):
            Diagnostic(
                .error, "\"\(type)\" is a block: an object, or an array of objects", at: range,
                label: "expected an object")
        case .notALabel(let type):
            Diagnostic(
                .error, "\"\(type)\" is a block with a label: an object in an object", at: range,
                label: "expected an object", hint: "write: \"\(type)\": {\"name\": { … }}")
        case .unknown(let name, let isBlock, let known): Self.unknown(name, isBlock, known, range)
        }
    }

    private static func labels(_ count: Int) -> String {
        count == 0 ? "no label" : count == 1 ? "one label" : "\(count) labels"
    }

    private static func unknown(_ name: String, _ isBlock: Bool, _ known: Schema, _ range: SourceRange) -> Diagnostic {
        let kind = isBlock ? "block" : "attribute"
        if isBlock, known.attributes.contains(name) {
            return Diagnostic(.error, "\"\(name)\" is an attribute", at: range, hint: "write: \(name) = …")
        }
        if !isBlock, known.blocks[name] != nil {
            return Diagnostic(.error, "\"\(name)\" is a block", at: range, hint: "write it without `=`: \(name) { … }")
        }
        let names = (known.attributes.union(known.blocks.keys)).sorted()
        let nearest = Spelling.nearest(to: name, among: names)
        return Diagnostic(
            .error, "unknown \(kind) \"\(name)\"", at: range,
            hint: nearest.map { "did you mean \"\($0)\"?" } ?? "known are \(names.joined(separator: ", "))")
    }
}
