internal import HTTP

extension RegistryClient {
    /// Asks the mirrors, once each, and then the registry until it answers. Nil where nobody has it.
    ///
    /// A mirror has its say only as long as it is of use: one that fails is no fault of the pull.
    func pulling<Result>(from source: PullSource, _ ask: (Endpoint) throws -> Result?) throws -> Result? {
        if source == .mirrorsFirst {
            for mirror in mirrors where !mirror.isGivenUp {
                if let result = try passingOver(mirror, ask) { return result }
            }
        }
        return try retrying.run { _ in try ask(home) }
    }

    @discardableResult func passingOver<Result>(_ mirror: Endpoint, _ ask: (Endpoint) throws -> Result?) throws
        -> Result?
    {
        do {
            return try ask(mirror)
        } catch let setback as Setback {
            if case .unreachable = setback.fault { mirror.giveUp() }
            retrying.tell("\(setback.fault); passing it over")
        } catch let fault as RegistryFault {
            retrying.tell("\(fault); passing it over")
        } catch let error as CallersError {
            throw error.cause
        }
        return nil
    }

    /// Asks the registry itself until it answers with success. Nil for a 404.
    func asking(_ request: RegistryRequest, limit: Int = 1 << 20) throws -> RegistryAnswer? {
        try retrying.run { _ in try home.asking(request, limit: limit) }
    }
}

extension Endpoint {
    /// Asks once. Nil for a 404; throws for all other answers but those of success.
    func asking(_ request: RegistryRequest, limit: Int = 1 << 20) throws -> RegistryAnswer? {
        let answer = try ask(request, limit: limit)
        if answer.response.isSuccess { return answer }
        if answer.status == 404 { return nil }
        throw fault(answer, to: request)
    }
}
