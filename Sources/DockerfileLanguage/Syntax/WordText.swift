internal import Values

/// Makes words of the bytes of a file, and loses none of them.
struct WordText: Sendable {
    /// Whether the file is text through and through, so that nothing in it needs to be looked at twice.
    private let isPlain: Bool

    init(of bytes: [UInt8]) {
        guard bytes.reduce(0, |) >= 0x80 else {
            isPlain = true
            return
        }
        // Scalars that stand for kept bytes begin with this one, which hardly any text has.
        isPlain = !bytes.contains(0xf4) && String(validating: bytes, as: UTF8.self) != nil
    }

    func string(_ bytes: ArraySlice<UInt8>) -> String {
        isPlain ? String(decoding: bytes, as: UTF8.self) : String(keepingBytes: Array(bytes))
    }

    func string(_ bytes: [UInt8]) -> String {
        string(bytes[...])
    }
}
