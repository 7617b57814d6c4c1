internal import Values

/// A JSON value with the way that led to it, so that a fault can say where it is. Null counts as not there or, in an array
/// or a map, as a value that nothing was set of: that is how Go's programs read it.
struct MemberReader {
    let value: JSON
    let path: String

    init(_ value: JSON, path: String = "") {
        self.value = value
        self.path = path
    }

    subscript(_ name: String) -> MemberReader? {
        guard let member = value[name], !member.isNull else { return nil }
        return MemberReader(member, path: path.isEmpty ? name : "\(path).\(name)")
    }

    func required(_ name: String) throws(DocumentFault) -> MemberReader {
        guard let member = self[name] else { throw .missing(path.isEmpty ? name : "\(path).\(name)") }
        return member
    }

    /// The value as an object; throws where it is none.
    func asObject() throws(DocumentFault) -> MemberReader {
        _ = try members()
        return self
    }

    func text() throws(DocumentFault) -> String { try take("a string", "", value.string) }

    func integer() throws(DocumentFault) -> Int64 { try take("a whole number", 0, value.integer) }

    func bool() throws(DocumentFault) -> Bool { try take("true or false", false, value.bool) }

    func elements() throws(DocumentFault) -> [MemberReader] {
        try take("an array", [], value.elements).enumerated().map { MemberReader($1, path: "\(path)[\($0)]") }
    }

    func members() throws(DocumentFault) -> [JSON.Member] { try take("an object", [], value.members) }

    func texts() throws(DocumentFault) -> [String] {
        var texts: [String] = []
        for element in try elements() { texts.append(try element.text()) }
        return texts
    }

    /// The names of the members, which is how Go writes a set.
    func names() throws(DocumentFault) -> Set<ExactText> { Set(try members().map { ExactText($0.name) }) }

    func map() throws(DocumentFault) -> [ExactText: String] {
        var map: [ExactText: String] = [:]
        for member in try members() {
            map[ExactText(member.name)] = try MemberReader(member.value, path: "\(path).\(member.name)").text()
        }
        return map
    }

    func digest() throws(DocumentFault) -> Digest {
        let text = try text()
        guard let digest = Digest(text) else { throw .badDigest(path, text) }
        return digest
    }

    private func take<Value>(_ expected: String, _ empty: Value, _ found: Value?) throws(DocumentFault) -> Value {
        guard let found = value.isNull ? empty : found else {
            throw .wrongKind(path, expected: expected, found: value.kind)
        }
        return found
    }
}
