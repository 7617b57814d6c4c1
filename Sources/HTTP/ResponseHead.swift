/// Status line and headers of an answer, as they come in line by line.
struct ResponseHead {
    /// Of all lines, also those of answers that only say that the answer will come.
    static let limit = 1 << 20

    private(set) var status = 0
    private(set) var headers: HTTPHeaders = [:]
    /// Whether all of it is there.
    private(set) var isComplete = false
    private var length = 0

    /// Takes a line with its end; false where that is more than anybody has to say.
    mutating func take(_ line: UnsafeRawBufferPointer) -> Bool {
        length += line.count
        if length > Self.limit { return false }
        var line = line[...]
        while let last = line.last, [10, 13, 32, 9].contains(last) { line.removeLast() }
        if line.isEmpty {
            isComplete = status >= 200
        } else if line.starts(with: "HTTP/".utf8) {
            begin(line)
        } else if let colon = line.firstIndex(of: UInt8(ascii: ":")) {
            let value = line[(colon + 1)...].drop { $0 == 32 || $0 == 9 }
            headers.add(String(decoding: line[..<colon], as: UTF8.self), String(decoding: value, as: UTF8.self))
        }
        return true
    }

    private mutating func begin(_ line: Slice<UnsafeRawBufferPointer>) {
        let words = line.split(separator: 32, maxSplits: 2)
        status = words.count > 1 ? Int(String(decoding: words[1], as: UTF8.self)) ?? 0 : 0
        headers = [:]
        isComplete = false
    }
}
