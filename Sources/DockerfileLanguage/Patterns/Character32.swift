/// A character of a text that may not be one: a Unicode scalar, or else a byte that begins none.
struct Character32 {
    /// The scalar's number; for a lone byte one above all of them.
    let value: UInt32
    /// How many bytes it has.
    let length: Int

    /// The one that begins at `place`, which is inside.
    @inline(__always)
    init(_ bytes: [UInt8], at place: Int) {
        let first = bytes[place]
        self = first < 0x80 ? Character32(ascii: first) : Character32(wide: bytes[...], at: place)
    }

    @inline(__always)
    init(_ bytes: ArraySlice<UInt8>, at place: Int) {
        let first = bytes[place]
        self = first < 0x80 ? Character32(ascii: first) : Character32(wide: bytes, at: place)
    }

    private init(ascii byte: UInt8) {
        value = UInt32(byte)
        length = 1
    }

    private init(wide bytes: ArraySlice<UInt8>, at place: Int) {
        var input = bytes[place..<Swift.min(place + 4, bytes.endIndex)].makeIterator()
        var parser = Unicode.UTF8.ForwardParser()
        if case .valid(let encoded) = parser.parseScalar(from: &input) {
            value = UTF8.decode(encoded).value
            length = encoded.count
        } else {
            value = Self.firstLoneByte + UInt32(bytes[place])
            length = 1
        }
    }

    private static let firstLoneByte: UInt32 = 0x110000

    /// Adds the bytes of the character with that value.
    static func append(_ value: UInt32, to bytes: inout [UInt8]) {
        if let scalar = Unicode.Scalar(value) {
            bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        } else {
            bytes.append(UInt8(truncatingIfNeeded: value))
        }
    }

    var scalar: Unicode.Scalar? { Unicode.Scalar(value) }

    /// Whether names may have it in them.
    var isLetter: Bool {
        if value < 0x80 { return UInt8(truncatingIfNeeded: value).isLetter }
        switch scalar?.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: return true
        default: return false
        }
    }

    var isDigit: Bool {
        if value < 0x80 { return 0x30...0x39 ~= value }
        return scalar?.properties.generalCategory == .decimalNumber
    }

    var isBlank: Bool {
        switch value {
        case 0x09...0x0d, 0x20, 0x85, 0xa0, 0x1680, 0x2000...0x200a, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000: true
        default: false
        }
    }
}

extension UInt8 {
    fileprivate var isLetter: Bool { 0x61...0x7a ~= self | 0x20 }
}
