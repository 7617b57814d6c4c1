internal import HTTP

/// What kept an attempt from getting through, and may be different next time.
struct Setback: Error {
    /// What is said when patience is at its end.
    let fault: RegistryFault
    /// For how many seconds the registry wants to be left alone.
    var wait: Double?
    /// How many tries in a row are worth it; nil as long as patience lasts.
    var tries: Int?
}

/// What the caller's own code threw while it was lent or asked for bytes. It is nobody else's fault, and is not tried again.
struct CallersError: Error {
    let cause: any Error

    static func marking<Result>(_ work: () throws -> Result) throws -> Result {
        do {
            return try work()
        } catch {
            throw CallersError(cause: error)
        }
    }
}

extension HTTPFault {
    /// How a request that got no answer is told: as a setback, or for good.
    func told(of registry: String, what: String) -> any Error {
        if case .tooLarge(_, let limit) = self {
            return RegistryFault.badAnswer(what, registry: registry, reason: "is larger than \(limit) bytes")
        }
        let fault = RegistryFault.unreachable(registry: registry, cause: self)
        return isPassing ? Setback(fault: fault, tries: worthwhileTries) : fault
    }

    /// Names that nobody knows, and servers that speak no TLS, rarely come round.
    private var worthwhileTries: Int? {
        switch self {
        case .unknownHost, .noHandshake: 3
        default: nil
        }
    }
}
