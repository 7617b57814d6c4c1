// File names, and so words of a command line and variables, are bytes, and nearly always text. A String that keeps
// bytes is the text where it is text, and loses nothing where it is not: a byte that is no part of any UTF-8 becomes
// one of 128 scalars for private use, U+10FE80 to U+10FEFF. Should the text itself have such a scalar, its bytes are
// kept in the same way, so that two words never become one.
extension String {
    /// Takes in bytes from outside, whatever they are. `keptBytes` gives them back.
    package init(keepingBytes bytes: [UInt8]) {
        if let text = String(validating: bytes, as: UTF8.self), text.isText {
            self = text
            return
        }
        var scalars = UnicodeScalarView()
        var rest = bytes[...]
        while !rest.isEmpty {
            let (scalar, length) = Self.firstScalar(of: rest)
            if let scalar, scalar.keptByte == nil {
                scalars.append(scalar)
            } else {
                scalars.append(contentsOf: rest.prefix(length).map(Unicode.Scalar.init(keeping:)))
            }
            rest = rest.dropFirst(length)
        }
        self.init(scalars)
    }

    /// The bytes that the string was made from.
    package var keptBytes: [UInt8] {
        if isText { return Array(utf8) }
        return unicodeScalars.flatMap { $0.keptByte.map { [$0] } ?? Array(String($0).utf8) }
    }

    /// Whether no byte is kept in it that is none of a text.
    package var isText: Bool {
        unicodeScalars.allSatisfy { $0.keptByte == nil }
    }

    /// The scalar that `bytes` begin with and how many it takes; where they begin with none, nil and what to pass over.
    private static func firstScalar(of bytes: ArraySlice<UInt8>) -> (Unicode.Scalar?, length: Int) {
        var input = bytes.makeIterator()
        var parser = Unicode.UTF8.ForwardParser()
        switch parser.parseScalar(from: &input) {
        case .valid(let encoded): return (UTF8.decode(encoded), encoded.count)
        case .error(let length): return (nil, length)
        case .emptyInput: return (nil, bytes.count)
        }
    }
}

extension Unicode.Scalar {
    /// Stands for a byte that is not ASCII.
    fileprivate init(keeping byte: UInt8) {
        self = Unicode.Scalar(0x10fe00 + UInt32(byte)) ?? "\u{fffd}"
    }

    /// The byte that the scalar stands for, if it stands for one.
    package var keptByte: UInt8? {
        0x10fe80...0x10feff ~= value ? UInt8(truncatingIfNeeded: value) : nil
    }
}
