/// An address of the internet protocol: 32 bits in its version 4, 128 in version 6.
struct IPAddress: Equatable {
    let bits: UInt128
    let width: Int

    init(bits: UInt128, width: Int) {
        self.bits = bits
        self.width = width
    }

    /// Reads `10.0.0.1` and `fe80::1`; no zone.
    init?(_ text: some StringProtocol) {
        if let bits = Self.dotted(text) {
            self.init(bits: UInt128(bits), width: 32)
        } else if let bits = Self.coloned(String(text)) {
            self.init(bits: bits, width: 128)
        } else {
            return nil
        }
    }

    /// Four numbers, none of them with zeros before it.
    private static func dotted(_ text: some StringProtocol) -> UInt32? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var bits: UInt32 = 0
        for part in parts {
            guard part.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }),
                part.utf8.count == 1 || part.utf8.first != UInt8(ascii: "0"), let byte = UInt8(part)
            else { return nil }
            bits = bits << 8 | UInt32(byte)
        }
        return bits
    }

    private static func coloned(_ text: String) -> UInt128? {
        let halves = text.split(separator: "::", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = halves.first, let left = groups(String(first), mayEndDotted: halves.count == 1) else {
            return nil
        }
        if halves.count == 1 { return left.count == 8 ? joined(left) : nil }
        guard let right = groups(String(halves[1]), mayEndDotted: true), left.count + right.count < 8 else {
            return nil
        }
        return joined(left + Array(repeating: 0, count: 8 - left.count - right.count) + right)
    }

    private static func groups(_ text: String, mayEndDotted: Bool) -> [UInt16]? {
        if text.isEmpty { return [] }
        var groups: [UInt16] = []
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            if index == parts.count - 1, mayEndDotted, let bits = dotted(part) {
                groups += [UInt16(bits >> 16), UInt16(bits & 0xffff)]
            } else if 1...4 ~= part.utf8.count, part.utf8.first != UInt8(ascii: "+"),
                let group = UInt16(part, radix: 16)
            {
                groups.append(group)
            } else {
                return nil
            }
        }
        return groups
    }

    private static func joined(_ groups: [UInt16]) -> UInt128 {
        groups.reduce(0) { $0 << 16 | UInt128($1) }
    }
}

extension IPAddress: CustomStringConvertible {
    /// As RFC 5952 has it: lower case, the longest run of zeros left out.
    var description: String {
        if width == 32 { return Self.dotted(bits) }
        if bits >> 32 == 0xffff { return Self.dotted(bits & 0xffff_ffff) }
        let groups = (0..<8).map { UInt16(truncatingIfNeeded: bits >> (112 - 16 * $0)) }
        let run = Self.longestZeros(groups)
        guard run.count > 1 else { return Self.hex(groups[...]) }
        return Self.hex(groups[..<run.lowerBound]) + "::" + Self.hex(groups[run.upperBound...])
    }

    private static func dotted(_ bits: UInt128) -> String {
        (0..<4).map { String(UInt8(truncatingIfNeeded: bits >> (24 - 8 * $0))) }.joined(separator: ".")
    }

    private static func hex(_ groups: ArraySlice<UInt16>) -> String {
        groups.map { String($0, radix: 16) }.joined(separator: ":")
    }

    private static func longestZeros(_ groups: [UInt16]) -> Range<Int> {
        var longest = 0..<0
        for start in groups.indices {
            let run = start..<start + groups[start...].prefix { $0 == 0 }.count
            if run.count > longest.count { longest = run }
        }
        return longest
    }
}
