import Foundation
import Synchronization

extension TokenServer.SharedState {
    /// Answers one request. False when nothing more is to come.
    func serve(_ connection: HTTPConnection) throws -> Bool {
        guard let head = try connection.head() else { return false }
        var body = HTTPBody(head.requestFraming, from: connection)
        let form = try String(decoding: body.all(), as: UTF8.self)
        let (status, text) = answer(head, form)
        let lines = [
            "HTTP/1.1 \(status) Answer", "Content-Type: application/json", "Content-Length: \(text.utf8.count)",
        ]
        try connection.write(Array((lines.joined(separator: "\r\n") + "\r\n\r\n" + text).utf8))
        return !head.endsConnection
    }

    private func answer(_ head: HTTPHead, _ form: String) -> (status: Int, text: String) {
        let query = head.target.split(separator: "?", maxSplits: 1).dropFirst().first.map(String.init) ?? ""
        let fields = FormFields(head.method == "POST" ? form : query)
        let scopes = fields.all("scope").flatMap { $0.split(separator: " ").map(String.init) }
        var request = TokenServer.Request(method: head.method, service: fields["service"], scopes: scopes, proof: .none)
        return state.withLock { state in
            let user = user(head, fields, &request, state)
            let answer = answer(&request, user, fields, &state)
            request.status = answer.status
            state.requests.append(request)
            return answer
        }
    }

    private enum Asker {
        case somebody(String)
        case nobody
        case impostor
    }

    private func user(
        _ head: HTTPHead, _ fields: FormFields, _ request: inout TokenServer.Request, _ state: TokenServer.State
    ) -> Asker {
        let pair: (name: String, password: String)
        if let header = head["Authorization"], let basic = Self.basic(header) {
            pair = basic
        } else if fields["grant_type"] == "password" {
            pair = (fields["username"] ?? "", fields["password"] ?? "")
        } else if let token = fields["refresh_token"] {
            request.proof = .refreshToken
            return state.refreshTokens[token].map(Asker.somebody) ?? .impostor
        } else {
            return head["Authorization"] == nil ? .nobody : .impostor
        }
        request.proof = .password(of: pair.name)
        return state.users[pair.name]?.password == pair.password ? .somebody(pair.name) : .impostor
    }

    private static func basic(_ header: String) -> (name: String, password: String)? {
        guard header.lowercased().hasPrefix("basic "), let data = Data(base64Encoded: String(header.dropFirst(6)))
        else {
            return nil
        }
        let parts = String(decoding: data, as: UTF8.self).split(separator: ":", maxSplits: 1)
        return parts.count == 2 ? (String(parts[0]), String(parts[1])) : nil
    }

    private func answer(
        _ request: inout TokenServer.Request, _ asker: Asker, _ fields: FormFields, _ state: inout TokenServer.State
    ) -> (status: Int, text: String) {
        if state.manner.failures.count > 0 {
            state.manner.failures.count -= 1
            return (state.manner.failures.status, #"{"details": "planned"}"#)
        }
        let user: String?
        switch asker {
        case .impostor: return (401, #"{"details": "incorrect username or password"}"#)
        case .nobody: user = nil
        case .somebody(let name): user = name
        }
        guard request.method == "GET" || state.manner.takesPost else { return (404, "no such page") }
        let granted = request.scopes.compactMap { TokenScope($0) }.map { state.granted($0, to: user) }
        let isStale = state.manner.staleTokens > 0
        if isStale { state.manner.staleTokens -= 1 }
        guard let token = try? key.token(for: user, granted, age: isStale ? 3600 : 0) else { return (500, "no token") }
        state.tokens.append(token)
        var answer: [String: Any] = [:]
        for name in state.manner.names { answer[name] = token }
        if let lifetime = state.manner.statedLifetime { answer["expires_in"] = lifetime }
        if let user, fields["offline_token"] == "true" || fields["access_type"] == "offline" {
            answer["refresh_token"] = state.refreshToken(of: user)
        }
        let text = (try? JSONSerialization.data(withJSONObject: answer)).map { String(decoding: $0, as: UTF8.self) }
        return (200, text ?? "{}")
    }
}

/// The fields of a query or a form.
private struct FormFields {
    private let pairs: [(name: String, value: String)]

    init(_ text: String) {
        pairs = text.split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1).map(Self.plain)
            return (parts.first ?? "", parts.dropFirst().first ?? "")
        }
    }

    func all(_ name: String) -> [String] { pairs.filter { $0.name == name }.map(\.value) }

    subscript(_ name: String) -> String? { all(name).first }

    private static func plain(_ text: Substring) -> String {
        text.replacingOccurrences(of: "+", with: " ").removingPercentEncoding ?? String(text)
    }
}
