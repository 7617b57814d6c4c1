/// A version as it is written, its numbers maybe left open: `1.2.x-beta+build`.
struct WrittenVersion {
    /// One to three.
    var numbers: [String]
    var prerelease = ""
}

/// Reads versions, and what stands around them in constraints.
struct VersionReader {
    private let bytes: [UInt8]
    private(set) var place = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    var isAtEnd: Bool { place == bytes.count }

    /// Goes past blanks; whether there were any.
    @discardableResult
    mutating func skipBlanks() -> Bool {
        let start = place
        while let byte = peek, [0x20, 0x09, 0x0a, 0x0c, 0x0d].contains(byte) { place += 1 }
        return place > start
    }

    mutating func skip(_ text: String) -> Bool {
        guard bytes[place...].starts(with: text.utf8) else { return false }
        place += text.utf8.count
        return true
    }

    /// Goes back where it was when what follows is not what was looked for.
    mutating func attempt<Found>(_ read: (inout VersionReader) -> Found?) -> Found? {
        var copy = self
        guard let found = read(&copy) else { return nil }
        self = copy
        return found
    }

    /// With `wildcards`, numbers may be `x`, `X`, `*`, or any mixture, which is no version in the end.
    mutating func version(wildcards: Bool) -> WrittenVersion? {
        attempt { reader in
            _ = reader.skip("v")
            guard let first = reader.number(wildcards) else { return nil }
            var written = WrittenVersion(numbers: [first])
            while written.numbers.count < 3, let number = reader.attempt({ $0.skip(".") ? $0.number(wildcards) : nil })
            {
                written.numbers.append(number)
            }
            written.prerelease = reader.attempt { $0.skip("-") ? $0.identifiers() : nil } ?? ""
            _ = reader.attempt { $0.skip("+") ? $0.identifiers() : nil }
            return written
        }
    }

    private mutating func number(_ wildcards: Bool) -> String? {
        take { byte in
            switch Unicode.Scalar(byte) {
            case "0"..."9": true
            case "x", "X", "*", "|": wildcards
            default: false
            }
        }
    }

    /// Words with points between them.
    private mutating func identifiers() -> String? {
        guard var text = word() else { return nil }
        while let next = attempt({ $0.skip(".") ? $0.word() : nil }) { text += "." + next }
        return text
    }

    private mutating func word() -> String? {
        take { byte in
            switch Unicode.Scalar(byte) {
            case "0"..."9", "a"..."z", "A"..."Z", "-": true
            default: false
            }
        }
    }

    private var peek: UInt8? { place < bytes.count ? bytes[place] : nil }

    /// Nil when there is none.
    private mutating func take(_ belongs: (UInt8) -> Bool) -> String? {
        let taken = bytes[place...].prefix(while: belongs)
        guard !taken.isEmpty else { return nil }
        place = taken.endIndex
        return String(decoding: taken, as: UTF8.self)
    }
}
