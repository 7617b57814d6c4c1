/// The body of a message that comes in, in pieces.
struct HTTPBody {
    enum Framing: Equatable {
        case length(Int)
        case chunked
        /// Of the connection.
        case untilEnd
    }

    let framing: Framing
    private let connection: HTTPConnection
    /// What is left of the body or of a chunk.
    private var rest = 0
    private var isAtEnd = false

    init(_ framing: Framing, from connection: HTTPConnection) {
        self.framing = framing
        self.connection = connection
        if case .length(let length) = framing { (rest, isAtEnd) = (length, length == 0) }
    }

    /// Nil at the end. Throws where that comes too early.
    mutating func next(atMost limit: Int = 1 << 16) throws -> [UInt8]? {
        if framing == .chunked, rest == 0, !isAtEnd { try beginChunk() }
        if isAtEnd { return nil }
        let piece = try connection.piece(atMost: framing == .untilEnd ? limit : min(limit, rest))
        if framing == .untilEnd {
            isAtEnd = piece.isEmpty
            return piece.isEmpty ? nil : piece
        }
        guard !piece.isEmpty else { throw HTTPConnection.Broken.ended }
        rest -= piece.count
        if rest == 0 {
            if framing == .chunked { _ = try connection.line() } else { isAtEnd = true }
        }
        return piece
    }

    private mutating func beginChunk() throws {
        let size = try connection.line().prefix { $0 != ";" }
        guard let count = Int(size, radix: 16), count >= 0 else { throw HTTPConnection.Broken.notHTTP }
        rest = count
        guard count == 0 else { return }
        isAtEnd = true
        while try !connection.line().isEmpty {}
    }

    mutating func all() throws -> [UInt8] {
        var bytes: [UInt8] = []
        while let piece = try next() { bytes += piece }
        return bytes
    }
}

extension HTTPBody.Framing {
    /// A piece as it goes over the line.
    func framed(_ piece: [UInt8]) -> [UInt8] {
        guard self == .chunked else { return piece }
        return Array("\(String(piece.count, radix: 16))\r\n".utf8) + piece + Array("\r\n".utf8)
    }

    var end: [UInt8] { self == .chunked ? Array("0\r\n\r\n".utf8) : [] }
}
