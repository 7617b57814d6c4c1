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
            faults = [SettingsFault.notObject(path, value.kind).diagnostic(at: expression.range)]
        }
        refuseRepetition()
    }

    private mutating func refuseRepetition() {
        var first: [String: SourceRange] = [:]
        for pair in expression.pairs ?? [] {
            guard let name = pair.key.literalText, !pair.key.isRemark else { continue }
            if let first = first[name] {
                let fault = SettingsFault.repeated("\(path).\(name)", first: first)
                faults.append(fault.diagnostic(at: pair.key.range))
            } else {
                first[name] = pair.key.range
            }
        }
    }

    mutating func text(_ key: String) -> String? {
        let text: String? = read(key, "a string") { value in
            if case .string(let text) = value { text } else { nil }
        }
        guard text == "" else { return text }
        faults.append(SettingsFault.empty("\(path).\(key)").diagnostic(at: placeOfValue(key)))
        return nil
    }

    /// A number is no text here, as it is none where one text is wanted.
    mutating func texts(_ key: String) -> [String]? {
        let texts: [String]? = read(key, "a list of strings") { value in
            guard let elements = value.elements else { return nil }
            let texts = elements.compactMap { if case .string(let text) = $0 { text } else { nil } }
            return texts.count == elements.count ? texts : nil
        }
        guard let texts, let empty = texts.firstIndex(of: "") else { return texts }
        faults.append(SettingsFault.empty("\(path).\(key)[\(empty)]").diagnostic(at: placeOfValue(key)))
        return nil
    }

    /// A setting that is read elsewhere. Tells whether there is one.
    mutating func skip(_ key: String) -> Bool {
        asked.append(key)
        return members[key].map { !$0.isNull } ?? false
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
            let key = expression.pairs?.first { $0.key.literalText == name }?.key
            if key?.isRemark ?? false { continue }
            let fault = SettingsFault.unknown(name, in: path, known: asked)
            faults.append(fault.diagnostic(at: key?.range ?? expression.range))
        }
    }

    private mutating func read<Content>(
        _ key: String, _ form: String, _ parse: (Value) -> Content?
    ) -> Content? {
        asked.append(key)
        guard let value = members[key], !value.isNull else { return nil }
        let content = parse(value)
        if content == nil {
            let fault = SettingsFault.wrong("\(path).\(key)", expected: form)
            faults.append(fault.diagnostic(at: placeOfValue(key)))
        }
        return content
    }

    private func placeOfValue(_ key: String) -> SourceRange {
        value(of: key)?.range ?? expression.range
    }

    private func value(of key: String) -> Expression? {
        expression.pairs?.last { $0.key.literalText == key }?.value
    }
}

extension Expression {
    /// Whether it is a key for remarks, which JSON passes over everywhere.
    fileprivate var isRemark: Bool {
        if case .jsonString(let string) = form { string.text == "//" } else { false }
    }
}

extension Value {
    /// What a list has, of whichever kind it is.
    fileprivate var elements: [Value]? {
        switch self {
        case .list(let elements, _), .set(let elements, _), .tuple(let elements): elements.values
        default: nil
        }
    }
}
