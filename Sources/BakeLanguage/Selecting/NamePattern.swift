/// A pattern of names, as shells have it: `*`, `?`, `[a-z]`, `[^a-z]`, and `\` before what is meant as it is.
struct NamePattern {
    private enum Part {
        case byte(UInt8)
        case any
        case anything
        case among([ClosedRange<UInt8>], isNegated: Bool)
    }

    private let parts: [Part]

    /// Nil for what is no pattern. The names that are matched are ASCII, so bytes will do.
    init?(_ text: String) {
        var bytes = Array(text.utf8)[...]
        var parts: [Part] = []
        while let byte = bytes.popFirst() {
            switch byte {
            case UInt8(ascii: "*"): parts.append(.anything)
            case UInt8(ascii: "?"): parts.append(.any)
            case UInt8(ascii: "["):
                guard let set = Self.set(&bytes) else { return nil }
                parts.append(set)
            case UInt8(ascii: "\\"):
                guard let escaped = bytes.popFirst() else { return nil }
                parts.append(.byte(escaped))
            default: parts.append(.byte(byte))
            }
        }
        self.parts = parts
    }

    private static func set(_ bytes: inout ArraySlice<UInt8>) -> Part? {
        let isNegated = bytes.first == UInt8(ascii: "^")
        if isNegated { bytes.removeFirst() }
        var ranges: [ClosedRange<UInt8>] = []
        var isEmpty = true
        while let byte = bytes.first {
            if byte == UInt8(ascii: "]"), !isEmpty {
                bytes.removeFirst()
                return .among(ranges, isNegated: isNegated)
            }
            guard let low = member(&bytes) else { return nil }
            var high = low
            if bytes.first == UInt8(ascii: "-") {
                bytes.removeFirst()
                guard let end = member(&bytes) else { return nil }
                high = end
            }
            isEmpty = false
            if low <= high { ranges.append(low...high) }
        }
        return nil
    }

    private static func member(_ bytes: inout ArraySlice<UInt8>) -> UInt8? {
        guard let byte = bytes.popFirst(), byte != UInt8(ascii: "-"), byte != UInt8(ascii: "]") else { return nil }
        return byte == UInt8(ascii: "\\") ? bytes.popFirst() : byte
    }

    /// Goes back only to the last `*`, so that no pattern takes long.
    func matches(_ name: String) -> Bool {
        let name = Array(name.utf8)
        var (place, part) = (0, 0)
        var retry: (place: Int, part: Int)?
        while place < name.count {
            if part < parts.count, case .anything = parts[part] {
                retry = (place, part)
                part += 1
            } else if part < parts.count, Self.matches(parts[part], name[place]) {
                (place, part) = (place + 1, part + 1)
            } else if let last = retry {
                retry = (last.place + 1, last.part)
                (place, part) = (last.place + 1, last.part + 1)
            } else {
                return false
            }
        }
        return parts[part...].allSatisfy { if case .anything = $0 { true } else { false } }
    }

    private static func matches(_ part: Part, _ byte: UInt8) -> Bool {
        switch part {
        case .byte(let wanted): wanted == byte
        case .any: true
        case .anything: false
        case .among(let ranges, let isNegated): ranges.contains { $0.contains(byte) } != isNegated
        }
    }
}
