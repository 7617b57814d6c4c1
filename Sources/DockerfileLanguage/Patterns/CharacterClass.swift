/// The characters between brackets: `[a-z]`, `[^.]`.
struct CharacterClass: Equatable, Sendable {
    private(set) var isNegated = false
    private var ranges: [ClosedRange<UInt32>] = []

    func contains(_ character: UInt32) -> Bool {
        ranges.contains { $0.contains(character) } != isNegated
    }

    /// Reads one from behind its `[`, and leaves `place` behind its `]`.
    ///
    /// In sources of COPY there are no classes within classes (`[[:alpha:]]`).
    init(_ pattern: [UInt8], at place: inout Int, _ dialect: PathPattern.Dialect) throws(MalformedPattern) {
        if place < pattern.count, pattern[place] == UInt8(ascii: "^") {
            isNegated = true
            place += 1
        }
        repeat {
            if dialect == .ignoring, let range = try Self.named(pattern, at: &place) {
                ranges += range
            } else {
                ranges.append(try Self.range(pattern, at: &place))
            }
            guard place < pattern.count else { throw .openClass }
        } while pattern[place] != UInt8(ascii: "]")
        place += 1
    }

    private static func range(
        _ pattern: [UInt8], at place: inout Int
    ) throws(MalformedPattern) -> ClosedRange<UInt32> {
        let first = try character(pattern, at: &place)
        guard place < pattern.count, pattern[place] == UInt8(ascii: "-") else { return first...first }
        place += 1
        let last = try character(pattern, at: &place)
        guard first <= last else { throw .backwardRange }
        return first...last
    }

    private static func character(_ pattern: [UInt8], at place: inout Int) throws(MalformedPattern) -> UInt32 {
        guard place < pattern.count else { throw .openClass }
        if pattern[place] == UInt8(ascii: "-") { throw .openRange }
        if pattern[place] == UInt8(ascii: "]") {
            throw pattern[place - 1] == UInt8(ascii: "-") ? .openRange : .openClass
        }
        if pattern[place] == UInt8(ascii: "\\") { place += 1 }
        guard place < pattern.count else { throw .openClass }
        let character = Character32(pattern, at: place)
        place += character.length
        return character.value
    }

    /// `[:alpha:]`; nil where none stands.
    private static func named(
        _ pattern: [UInt8], at place: inout Int
    ) throws(MalformedPattern) -> [ClosedRange<UInt32>]? {
        guard pattern[place...].starts(with: "[:".utf8) else { return nil }
        let name = String(decoding: pattern[(place + 2)...].prefix { 0x61...0x7a ~= $0 }, as: UTF8.self)
        let end = place + 2 + name.utf8.count
        guard pattern[end...].starts(with: ":]".utf8) else { return nil }
        guard let known = names.first(where: { $0.name == name }) else { throw .unknownClass("[:\(name):]") }
        place = end + 2
        return known.ranges
    }

    static let names: [(name: String, ranges: [ClosedRange<UInt32>])] = [
        ("alnum", [0x30...0x39, 0x41...0x5a, 0x61...0x7a]), ("alpha", [0x41...0x5a, 0x61...0x7a]),
        ("ascii", [0...0x7f]), ("blank", [0x09...0x09, 0x20...0x20]), ("cntrl", [0...0x1f, 0x7f...0x7f]),
        ("digit", [0x30...0x39]), ("graph", [0x21...0x7e]), ("lower", [0x61...0x7a]), ("print", [0x20...0x7e]),
        ("punct", [0x21...0x2f, 0x3a...0x40, 0x5b...0x60, 0x7b...0x7e]), ("space", [0x09...0x0d, 0x20...0x20]),
        ("upper", [0x41...0x5a]), ("word", [0x30...0x39, 0x41...0x5a, 0x5f...0x5f, 0x61...0x7a]),
        ("xdigit", [0x30...0x39, 0x41...0x46, 0x61...0x66]),
    ]
}
