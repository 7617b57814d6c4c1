internal import CRE2

/// A pattern as RE2 holds it.
// RE2 lets threads share what it compiled, and nothing here changes after `init`.
final class Compiled: @unchecked Sendable {
    private let raw: OpaquePointer

    /// Throws what is wrong with the pattern.
    init(_ pattern: String) throws(PatternFault) {
        var pattern = pattern
        let compiled = pattern.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { hearth_re2_new($0.baseAddress, $0.count, Self.memory) }
        }
        guard let compiled else { throw .tooLarge }
        raw = compiled
        var part: UnsafePointer<CChar>?
        var count = 0
        let code = hearth_re2_fault(raw, &part, &count)
        guard code == 0 else {
            let text = UnsafeRawBufferPointer(start: part, count: count)
            throw PatternFault(code: code, part: String(decoding: text, as: UTF8.self))
        }
    }

    deinit {
        hearth_re2_free(raw)
    }

    /// How many bytes RE2 may use for a pattern and what it learns when matching it.
    private static let memory: Int64 = 64 << 20

    var groupNames: [String?] {
        let count = hearth_re2_groups(raw)
        return (0..<max(0, count)).map { hearth_re2_name(raw, $0 + 1).map { String(cString: $0) } }
    }

    /// How many instructions were made of the pattern: what a byte of text may cost.
    var size: Int { Int(hearth_re2_size(raw)) }

    /// The first match that begins at `start` or later, in its offsets: two for all of it, and two for each group.
    func match(in text: [UInt8], from start: Int, groups: Int) -> [Int64]? {
        var offsets = [Int64](repeating: -1, count: 2 * (groups + 1))
        let found = text.withUnsafeBytes { text in
            // An empty text has no address, and RE2 tells by the address whether a group took part.
            let base = text.bindMemory(to: CChar.self).baseAddress ?? Self.nothing
            return hearth_re2_match(raw, base, text.count, start, &offsets, Int32(groups + 1))
        }
        return found ? offsets : nil
    }

    // Never written to.
    nonisolated(unsafe) private static let nothing = UnsafePointer(UnsafeMutablePointer<CChar>.allocate(capacity: 1))
}
