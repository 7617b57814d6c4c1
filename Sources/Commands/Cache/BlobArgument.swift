internal import Arguments
internal import ContentStore
internal import Values

extension Declaration {
    /// An argument that names a blob.
    mutating func blobArgument() -> Argument<String> {
        argument("BLOB", help: "A digest, the beginning of its hex (6 digits or more), or the name of a reference")
    }
}

extension Store {
    /// The digest that somebody meant.
    func digest(meantBy text: String) throws -> Digest {
        if let digest = Digest(text) { return digest }
        if let reference = try references().first(where: { $0.name == text }) { return reference.digest }
        let found = try digests(beginningWith: text)
        guard let first = found.first else {
            let names = try references().map(\.name)
            throw UserError(
                "there is no blob or reference '\(text)' in the store",
                hint: Spelling.nearest(to: text, among: names).map { "did you mean \($0)?" } ?? "see `hearth cache ls`")
        }
        guard found.count == 1 else {
            let some = found.prefix(4).map(\.description).joined(separator: ", ")
            throw UserError("'\(text)' is the beginning of \(found.count) digests", hint: "one of \(some)")
        }
        return first
    }
}
