internal import HTTP
internal import Host

extension Endpoint {
    private static let redirectLimit = 10
    private static let challengeLimit = 2
    private static let complaintLimit = 64 << 10
    /// Of a complaint that nobody reads any more, so that the connection stays of use.
    private static let boredom = 1 << 20

    /// Asks once, as whoever the server wants, wherever it leads. Answers of success and of failure come back alike; what
    /// brings none is thrown: a `Setback`, or a `RegistryFault` for good.
    ///
    /// A body of an answer of success goes to `take`, where there is one, and is otherwise kept, up to `limit` bytes.
    func ask(
        _ request: RegistryRequest, limit: Int = 1 << 20, begin: (HTTPResponse) throws -> Void = { _ in },
        take: ((UnsafeRawBufferPointer) throws -> Void)? = nil
    ) throws -> RegistryAnswer {
        do {
            return try follow(request, limit, begin, take)
        } catch let fault as HTTPFault {
            throw fault.told(of: name, what: request.act)
        } catch let fault as RegistryFault where fault.isPassing {
            throw Setback(fault: fault)
        }
    }

    private func follow(
        _ request: RegistryRequest, _ limit: Int, _ begin: (HTTPResponse) throws -> Void,
        _ take: ((UnsafeRawBufferPointer) throws -> Void)?
    ) throws -> RegistryAnswer {
        let home = try address("")
        var place: HTTPAddress
        switch request.place {
        case .path(let path): place = try address(path)
        case .address(let address): place = try secured(address, like: home)
        }
        var (redirects, challenges) = (0, 0)
        var granted: String?
        while true {
            try Interruption.check()
            // Nothing that proves who we are leaves for anybody else.
            let isHome = place.isSameOrigin(as: home)
            let authorization = isHome ? granted ?? authorizer.header(for: request.scopes) : nil
            let answer = try send(request, to: place, authorization, isHome, limit, begin, take)
            if answer.status == 401, isHome {
                challenges += 1
                guard challenges <= Self.challengeLimit else { throw unauthorized(request, answer) }
                granted = try authorizer.answer(answer.response, refused: authorization, for: request.scopes)
            } else if let next = try redirection(answer, of: request) {
                redirects += 1
                guard redirects <= Self.redirectLimit else { throw HTTPFault.tooManyRedirects(place) }
                place = try secured(next, like: home)
                try checkTrust(request, from: home, to: place)
            } else {
                return answer
            }
        }
    }

    private func unauthorized(_ request: RegistryRequest, _ answer: RegistryAnswer) -> RegistryFault {
        .unauthorized(
            registry: name, repository: request.repository, hadCredentials: true, reason: answer.complaint.reason)
    }

    /// What was asked by another method than GET or HEAD is only sent on where the answer says to send the same again.
    private func redirection(_ answer: RegistryAnswer, of request: RegistryRequest) throws -> HTTPAddress? {
        guard let next = try answer.response.redirection() else { return nil }
        return [.get, .head].contains(request.method) || [307, 308].contains(answer.status) ? next : nil
    }

    /// What no digest holds has to come by the way on which its server can be trusted.
    func checkTrust(_ request: RegistryRequest, from home: HTTPAddress, to place: HTTPAddress) throws {
        guard request.isOnTrust, home.scheme == "https", place.scheme == "http" else { return }
        throw badAnswer(request, "it leads from HTTPS to HTTP")
    }

    /// Registries behind a proxy that speaks HTTPS for them often do not know of it, and lead to plain HTTP.
    private func secured(_ place: HTTPAddress, like home: HTTPAddress) throws -> HTTPAddress {
        guard home.scheme == "https", place.scheme == "http", place.host == home.host else { return place }
        return try HTTPAddress("https" + place.text.dropFirst("http".count))
    }

    private func send(
        _ request: RegistryRequest, to place: HTTPAddress, _ authorization: String?, _ isHome: Bool, _ limit: Int,
        _ begin: (HTTPResponse) throws -> Void, _ take: ((UnsafeRawBufferPointer) throws -> Void)?
    ) throws -> RegistryAnswer {
        var headers = request.headers
        if let authorization { headers.add("Authorization", authorization) }
        let sent = HTTPRequest(request.method, place, headers: headers, body: try request.body())
        var body: [UInt8] = []
        var isSuccess = false
        var passedOver = 0
        var response: HTTPResponse?
        do {
            try (isHome ? http : elsewhere).send(sent) { answer in
                response = answer
                isSuccess = answer.isSuccess
                if isSuccess { try begin(answer) }
            } into: { piece in
                if isSuccess, let take { return try take(piece) }
                let room = (isSuccess ? limit : Self.complaintLimit) - body.count
                body += piece.prefix(room)
                passedOver += max(0, piece.count - room)
                if isSuccess, passedOver > 0 { throw HTTPFault.tooLarge(place, limit: Int64(limit)) }
                if passedOver > Self.boredom { throw Boredom() }
            }
        } catch is Boredom {}
        guard let response else { throw HTTPFault.broken(place, "there was no answer") }
        return RegistryAnswer(response: response, body: body, authorization: authorization)
    }

    private struct Boredom: Error {}
}
