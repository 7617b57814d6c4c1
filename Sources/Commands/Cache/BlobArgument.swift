internal import Arguments
internal import ContentStore
internal import Values

extension Declaration {
    /// An argument that names a blob.
    mutating func blobArgument() -> Argument<String> {
        argument("BLOB", help: "A digest, the beginning of its hex (6 digits or more), or the name of a reference")
    }
}

/// Whether a text can be taken for the beginning of a digest, with or without its algorithm. References come first where
/// a blob is asked for, so one of such a name would stand before blobs.
func mayBeginDigest(_ text: String) -> Bool {
    let prefix = Digest.Algorithm.allCases.map { "\($0.rawValue):" }.first(where: text.hasPrefix) ?? ""
    let digits = text.dropFirst(prefix.count)
    return 6...128 ~= digits.count && digits.allSatisfy { "0123456789abcdef".contains($0) }
}

extension Store {
    /// The digest that somebody meant.
    func digest(meantBy text: String) throws -> Digest {
        if let digest = Digest(text) { return digest }
        if let reference = try references().first(where: { $0.name == text }) { return reference.digest }
        let found = try digests(meantBy: text)
        guard let first = found.first else {
            let near = Spelling.nearest(to: text, among: try references().map(\.name))
            throw UserError(
                "there is no blob or reference '\(text)' in the store",
                hint: near.map { "did you mean \($0)?" } ?? lsHint)
        }
        guard found.count == 1 else {
            let some = found.prefix(4).map(\.description).joined(separator: ", ")
            throw UserError("'\(text)' is the beginning of \(found.count) digests", hint: "one of \(some)")
        }
        return first
    }

    /// Takes `sha256:` before the first digits as well, as that is how digests are shown elsewhere.
    private func digests(meantBy text: String) throws -> [Digest] {
        for algorithm in Digest.Algorithm.allCases where text.hasPrefix("\(algorithm.rawValue):") {
            let hex = String(text.dropFirst(algorithm.rawValue.count + 1))
            return try digests(beginningWith: hex).filter { $0.algorithm == algorithm }
        }
        return try digests(beginningWith: text)
    }
}

/// Where the digests and names are that could have been typed.
let lsHint = "see `hearth cache ls` for what there is"
