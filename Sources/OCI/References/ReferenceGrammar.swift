/// What the parts of an image's name may look like. ASCII alone is allowed anywhere.
enum ReferenceGrammar {
    static let longestRepository = 255
    static let longestTag = 128

    /// `docker.io`, `Localhost:5000`, `[2001:db8::1]:443`
    static func isHost(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        if bytes.first == UInt8(ascii: "[") {
            guard let end = bytes.firstIndex(of: UInt8(ascii: "]")), end > 1 else { return false }
            return bytes[1..<end].allSatisfy { isHex($0) || $0 == UInt8(ascii: ":") } && isPort(bytes[(end + 1)...])
        }
        let end = bytes.firstIndex(of: UInt8(ascii: ":")) ?? bytes.endIndex
        let labels = bytes[..<end].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return labels.allSatisfy(isLabel) && isPort(bytes[end...])
    }

    private static func isLabel(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let first = bytes.first, let last = bytes.last else { return false }
        return isAlphanumeric(first) && isAlphanumeric(last)
            && bytes.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
    }

    /// Nothing, or a colon and digits.
    private static func isPort(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.isEmpty || bytes.first == UInt8(ascii: ":") && bytes.count > 1 && bytes.dropFirst().allSatisfy(isDigit)
    }

    /// Parts between slashes: `library/alpine`, `a__b/c--d.e`.
    static func isRepository(_ text: String) -> Bool {
        Array(text.utf8).split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).allSatisfy(isPart)
    }

    /// Lower-case letters and digits, and between them one dot, one or two underscores, or any number of dashes.
    private static func isPart(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let last = bytes.last, isLowerOrDigit(last) else { return false }
        var place = bytes.startIndex
        while place < bytes.endIndex {
            guard isLowerOrDigit(bytes[place]) else { return false }
            while place < bytes.endIndex, isLowerOrDigit(bytes[place]) { place += 1 }
            let start = place
            while place < bytes.endIndex, !isLowerOrDigit(bytes[place]) { place += 1 }
            guard start == place || isSeparator(bytes[start..<place]) else { return false }
        }
        return true
    }

    private static func isSeparator(_ bytes: ArraySlice<UInt8>) -> Bool {
        switch bytes.first {
        case UInt8(ascii: "."): bytes.count == 1
        case UInt8(ascii: "_"): bytes.count == 1 || bytes.count == 2 && bytes.last == UInt8(ascii: "_")
        default: bytes.allSatisfy { $0 == UInt8(ascii: "-") }
        }
    }

    /// `v1.2_3-x`
    static func isTag(_ text: String) -> Bool {
        guard let first = text.utf8.first, text.utf8.count <= longestTag else { return false }
        func isWord(_ byte: UInt8) -> Bool { isAlphanumeric(byte) || byte == UInt8(ascii: "_") }
        return isWord(first)
            && text.utf8.allSatisfy { isWord($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }
    }

    static func isUpper(_ byte: UInt8) -> Bool { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte }

    private static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }

    private static func isLowerOrDigit(_ byte: UInt8) -> Bool {
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || isDigit(byte)
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool { isLowerOrDigit(byte) || isUpper(byte) }

    private static func isHex(_ byte: UInt8) -> Bool {
        isDigit(byte) || UInt8(ascii: "a")...UInt8(ascii: "f") ~= byte | 0x20
    }
}
