/// What goes wrong between a client and a registry.
package enum ProxyFault: Hashable, Sendable {
    /// How a connection ends: as it should, or as of a machine that knows nothing of it.
    package enum End: Hashable, Sendable {
        case closed
        case reset
    }

    /// The connection ends, and the registry hears nothing of the request.
    case dropsRequest(End = .closed)
    /// The registry does what it is asked, and the connection ends before it can say so.
    case dropsAnswer(End = .closed)
    /// The connection ends between the headers of the answer and its body.
    case dropsBody(End = .closed)
    /// The connection ends, on both sides, when so many bytes of the request's body have come.
    case cutsRequest(at: Int, End = .closed)
    /// The connection ends when so many bytes of the answer's body have gone.
    case cutsAnswer(at: Int, End = .closed)
    /// The registry hears nothing of the request, and this is answered. A header is written as it stands on the line.
    case answers(Int, headers: [String] = [], body: String = "")
    /// One byte of the answer's body is another one.
    case flips(at: Int)
    /// The answer names another digest.
    case liesAboutDigest
    /// The answer's body is one byte shorter than the registry's, and says so.
    case shortens
    /// The answer's body goes in pieces of so many bytes.
    case crumbles(Int)
    /// The answer waits until the test goes on: `FaultProxy.release()`.
    case holds
}

extension ProxyFault {
    /// Whether it makes a difference to a request that went like this.
    package func touches(_ request: ProxiedRequest) -> Bool {
        switch self {
        case .dropsRequest, .dropsAnswer, .answers, .holds: true
        case .cutsRequest(let count, _): request.sent > count
        case .dropsBody, .crumbles, .shortens: request.received > 0
        case .cutsAnswer(let count, _), .flips(let count): request.received > count
        case .liesAboutDigest: request.namesDigest
        }
    }

    var end: End {
        switch self {
        case .dropsRequest(let end), .dropsAnswer(let end), .dropsBody(let end): end
        case .cutsRequest(_, let end), .cutsAnswer(_, let end): end
        case .answers, .flips, .liesAboutDigest, .shortens, .crumbles, .holds: .closed
        }
    }
}
