/// A field of a ustar header: where it is, and how long.
struct Field {
    let place: Int
    let length: Int

    static let name = Field(place: 0, length: 100)
    static let mode = Field(place: 100, length: 8)
    static let owner = Field(place: 108, length: 8)
    static let group = Field(place: 116, length: 8)
    static let size = Field(place: 124, length: 12)
    static let modified = Field(place: 136, length: 12)
    static let checksum = Field(place: 148, length: 8)
    static let kindPlace = 156
    static let linkName = Field(place: 157, length: 100)
    static let magic = Field(place: 257, length: 8)
    static let major = Field(place: 329, length: 8)
    static let minor = Field(place: 337, length: 8)
    static let prefix = Field(place: 345, length: 155)

    /// Whether a number fits, in octal with a NUL behind it.
    func holds(_ number: Int64) -> Bool { number >= 0 && number >> (3 * Int64(length - 1)) == 0 }

    /// What does not fit is cut.
    func put(_ bytes: [UInt8], _ block: UnsafeMutableRawBufferPointer) {
        let count = min(bytes.count, length)
        bytes.withUnsafeBytes { bytes in
            UnsafeMutableRawBufferPointer(rebasing: block[place..<place + count])
                .copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[..<count]))
        }
    }

    /// What does not fit is 0.
    func put(_ number: Int64, _ block: UnsafeMutableRawBufferPointer) {
        var rest = holds(number) ? number : 0
        for place in (place..<place + length - 1).reversed() {
            block[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest & 7)
            rest >>= 3
        }
    }

    /// The sum of all bytes, the field itself being blanks, as six digits, NUL and blank.
    static func putChecksum(_ block: UnsafeMutableRawBufferPointer) {
        var sum = Int64(checksum.length) * 0x20
        for place in 0..<TarHeader.blockLength { sum += Int64(block[place]) }
        Field(place: checksum.place, length: 7).put(sum, block)
        block[checksum.place + 7] = 0x20
    }
}
