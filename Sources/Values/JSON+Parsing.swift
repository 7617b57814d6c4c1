extension JSON {
    /// Reads a text as RFC 8259 has it, in UTF-8 and nothing else. Of members with one name the last counts, in the place
    /// of the first. Half of a surrogate pair becomes U+FFFD.
    ///
    /// A text of more than `limit` bytes, or nested more deeply than `depthLimit`, is refused.
    package init(parsing bytes: [UInt8], limit: Int = sizeLimit) throws(JSONFault) {
        guard bytes.count <= limit else { throw .tooLarge(limit: limit) }
        var parser = JSONParser(bytes)
        self = try parser.document()
    }

    /// What no manifest, index or configuration has. A value takes up to ten times as much memory as its text.
    package static let sizeLimit = 8 << 20
    package static let depthLimit = 128
}
