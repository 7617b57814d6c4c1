import Foundation

// The way back.
extension ProxyConnection {
    func giveBack(
        _ answer: HTTPHead, to head: HTTPHead, _ entry: ProxyTraffic.Entry, from server: HTTPConnection, isEarly: Bool
    ) throws {
        let fault = entry.request.fault
        var body = HTTPBody(answer.answerFraming(to: head.method), from: server)
        if case .dropsAnswer(let end) = fault {
            while try body.next() != nil {}
            throw ending(end)
        }
        if fault == .holds {
            traffic.holding.signal()
            traffic.released.wait()
        }
        traffic.note(entry) { request in
            request.status = answer.status
            request.namesDigest = answer["Docker-Content-Digest"] != nil
        }
        try client.write(changed(answer, fault, isEarly: isEarly))
        if case .dropsBody(let end) = fault, body.framing != .length(0) { throw ending(end) }
        try giveBack(&body, entry)
    }

    private func changed(_ answer: HTTPHead, _ fault: ProxyFault?, isEarly: Bool) -> HTTPHead {
        var answer = answer
        // Which host it is asked as is what the client says; but it may be set up to say its own.
        answer["Location"] = answer["Location"]?.replacingOccurrences(
            of: ":\(traffic.serverPort)/", with: ":\(traffic.ownPort)/")
        if isEarly { answer["Connection"] = "close" }
        if fault == .liesAboutDigest, answer["Docker-Content-Digest"] != nil {
            answer["Docker-Content-Digest"] = "sha256:" + String(repeating: "0", count: 64)
        }
        if fault == .shortens, let length = answer["Content-Length"].flatMap(Int.init), length > 0 {
            answer["Content-Length"] = "\(length - 1)"
        }
        return answer
    }

    private func giveBack(_ body: inout HTTPBody, _ entry: ProxyTraffic.Entry) throws {
        var cut = ProxyCut(entry.request.fault, body.framing)
        while let piece = try body.next(atMost: cut.pieceLimit) {
            let (piece, isLast) = cut.apply(to: piece)
            traffic.note(entry) { $0.received += Int64(piece.count) }
            if !piece.isEmpty { try client.write(body.framing.framed(piece)) }
            if isLast { throw ending(entry.request.fault?.end ?? .closed) }
        }
        try client.write(body.framing.end)
    }
}

/// What a fault makes of a body on its way back.
private struct ProxyCut {
    private let fault: ProxyFault?
    private let length: Int?
    private var place = 0

    init(_ fault: ProxyFault?, _ framing: HTTPBody.Framing) {
        self.fault = fault
        if case .length(let length) = framing { self.length = length } else { length = nil }
    }

    var pieceLimit: Int {
        if case .crumbles(let count) = fault { return count }
        return 1 << 16
    }

    /// What goes on, and whether the connection ends behind it.
    mutating func apply(to piece: [UInt8]) -> (piece: [UInt8], isLast: Bool) {
        defer { place += piece.count }
        let end = place + piece.count
        switch fault {
        case .cutsAnswer(let count, _) where count <= end:
            return (Array(piece.prefix(count - place)), true)
        case .flips(let offset) where place..<end ~= offset:
            var piece = piece
            piece[offset - place] ^= 1
            return (piece, false)
        case .shortens where end == length: return (Array(piece.dropLast()), false)
        default: return (piece, false)
        }
    }
}
