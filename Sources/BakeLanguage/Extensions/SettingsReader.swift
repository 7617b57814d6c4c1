internal import HCL
internal import Numbers
internal import Values

/// Reads an object of `x-hearth` member by member. Whatever nobody asked for in the end is an error, as a setting that is
/// silently passed over costs its author an afternoon.
struct SettingsReader {
    private let members: [String: Value]
    private let path: String
    /// What the file says, for the places of the members.
    private let expression: Expression
    private var asked: [String] = []
    private(set) var faults: [Diagnostic] = []

    /// `path` is how messages call the object.
    init(_ value: Value, _ expression: Expression, path: String) {
        self.path = path
        self.expression = expression
        switch value {
        case .object(let object), .map(let object, _):
            members = Dictionary(object.all.map { ($0.name, $0.value) }) { first, _ in first }
        case .null:
            members = [:]
        default:
            members = [:]
            faults = [SettingsFault.notObject(value.kind).diagnostic(path, at: expression.range)]
        }
    }

    mutating func text(_ key: String) -> String? {
        read(key, "a string") { value in
            if case .string(let text) = value, !text.isEmpty { text } else { nil }
        }
    }

    mutating func texts(_ key: String) -> [String]? {
        read(key, "a list of strings") { value in
            guard case .list(let elements, _) = try? value.converted(to: .list(.string)) else { return nil }
            let texts = elements.values.compactMap {
                if case .string(let text) = $0, !text.isEmpty { text } else { nil }
            }
            return texts.count == elements.values.count ? texts : nil
        }
    }

    mutating func flag(_ key: String) -> Bool? {
        read(key, "true or false") { value in
            if case .bool(let flag) = try? value.converted(to: .bool) { flag } else { nil }
        }
    }

    /// A number, or a text that `parse` understands.
    mutating func quantity<Quantity>(
        _ key: String, _ form: String, number: (Double) -> Quantity?, text: (String) -> Quantity?
    ) -> Quantity? {
        read(key, form) { value in
            switch value {
            case .number(let value): number(value.double)
            case .string(let value): text(value)
            default: nil
            }
        }
    }

    /// An object inside this one.
    mutating func object<Content>(_ key: String, _ body: (inout SettingsReader) -> Content) -> Content? {
        asked.append(key)
        guard let value = members[key], !value.isNull else { return nil }
        var reader = SettingsReader(value, self.value(of: key) ?? expression, path: "\(path).\(key)")
        let content = body(&reader)
        reader.close()
        faults += reader.faults
        return content
    }

    /// To be called when all keys have been asked for.
    mutating func close() {
        for name in members.keys.sorted() where !asked.contains(name) {
            faults.append(SettingsFault.unknown(name, known: asked).diagnostic(path, at: place(of: name)))
        }
    }

    private mutating func read<Content>(
        _ key: String, _ form: String, _ parse: (Value) -> Content?
    ) -> Content? {
        asked.append(key)
        guard let value = members[key], !value.isNull else { return nil }
        let content = parse(value)
        if content == nil {
            let range = self.value(of: key)?.range ?? expression.range
            faults.append(SettingsFault.wrong(key, expected: form).diagnostic(path, at: range))
        }
        return content
    }

    private func place(of key: String) -> SourceRange {
        expression.pairs?.first { $0.key.literalText == key }?.key.range ?? expression.range
    }

    private func value(of key: String) -> Expression? {
        expression.pairs?.last { $0.key.literalText == key }?.value
    }
}

/// What is wrong with a setting.
enum SettingsFault {
    case notObject(String)
    case unknown(String, known: [String])
    case wrong(String, expected: String)

    func diagnostic(_ path: String, at range: SourceRange) -> Diagnostic {
        switch self {
        case .notObject(let type):
            Diagnostic(.error, "\(path) must be an object, and is \(type)", at: range)
        case .unknown(let name, let known):
            Diagnostic(
                .error, "\(path) has no setting \"\(name)\"", at: range,
                hint: Spelling.nearest(to: name, among: known).map { "did you mean \"\($0)\"?" }
                    ?? "known are \(known.sorted().joined(separator: ", "))")
        case .wrong(let key, let expected):
            Diagnostic(.error, "\(path).\(key) must be \(expected)", at: range)
        }
    }
}
