internal import HTTP
internal import Values

/// What an engine says while it loads: lines of JSON, in which errors may be, or one document with an error.
struct LoadReport {
    /// Why it did not load; without words where it does not say.
    struct Refusal {
        let words: String?
    }

    /// A line has less.
    private static let limit = 1 << 20

    private var line: [UInt8] = []
    private var refusal: Refusal?
    private var hasOtherWords = false

    mutating func take(_ piece: UnsafeRawBufferPointer) {
        for part in piece.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
            if part.offset > 0 { endLine() }
            if line.count < Self.limit { line += part.element }
        }
    }

    private mutating func endLine() {
        defer { line.removeAll(keepingCapacity: true) }
        if line.allSatisfy({ $0 == 32 || $0 == 13 }) { return }
        guard let json = try? JSON(parsing: line), json.members != nil else {
            hasOtherWords = true
            return
        }
        if let error = json["error"] ?? json["message"] ?? json["errorDetail"]?["message"] {
            refusal = Refusal(words: error.string)
        }
    }

    /// Nil where all went well.
    mutating func finish(_ response: HTTPResponse) -> Refusal? {
        endLine()
        if let refusal { return refusal }
        if response.status != 200 { return Refusal(words: "status \(response.status)") }
        return hasOtherWords ? Refusal(words: "its answer is not understood") : nil
    }
}
