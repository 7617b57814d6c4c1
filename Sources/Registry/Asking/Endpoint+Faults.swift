internal import HTTP
internal import Host
internal import Values

extension Endpoint {
    /// What an answer means that is not what was asked for: a `Setback`, or a `RegistryFault`.
    func fault(_ answer: RegistryAnswer, to request: RegistryRequest) -> any Error {
        let complaint = answer.complaint
        switch answer.status {
        case 401:
            return RegistryFault.unauthorized(
                registry: name, repository: request.repository, hadCredentials: answer.authorization != nil,
                reason: complaint.reason)
        case 403: return RegistryFault.denied(registry: name, repository: request.repository, reason: complaint.reason)
        case 404: return RegistryFault.notFound(request.what, registry: name)
        default: break
        }
        let fault = RegistryFault.refused(
            request.act, registry: name, status: answer.status, reason: complaint.reason)
        return fault.isPassing ? Setback(fault: fault, wait: answer.headers.retryAfter) : fault
    }

    /// What an answer says that cannot be true.
    func badAnswer(_ request: RegistryRequest, _ reason: String) -> RegistryFault {
        .badAnswer(request.act, registry: name, reason: reason)
    }

    /// Holds an answer to what its `Docker-Content-Digest` says. A digest by another algorithm says nothing.
    func hold(_ answer: RegistryAnswer, to digest: Digest, _ what: String) throws {
        guard let text = answer.headers["Docker-Content-Digest"], let told = Digest(text),
            told.algorithm == digest.algorithm, told != digest
        else { return }
        throw RegistryFault.wrongDigest(what, registry: name, expected: digest, found: told)
    }
}

extension HTTPHeaders {
    /// Seconds, of which it may be told by their number or by the moment at their end.
    var retryAfter: Double? {
        if let seconds = number("Retry-After") { return Double(seconds) }
        guard let end = time("Retry-After") else { return nil }
        return max(0, end.seconds(since: time("Date") ?? WallClock.system.now()))
    }
}
