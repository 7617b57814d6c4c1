/// The first line and the headers of a message.
struct HTTPHead {
    var first: String
    var headers: [(name: String, value: String)]

    init(_ first: String, _ headers: [(name: String, value: String)] = []) {
        self.first = first
        self.headers = headers
    }

    /// Without the ends of lines.
    init(_ lines: [String]) throws {
        guard let first = lines.first else { throw HTTPConnection.Broken.notHTTP }
        self.first = first
        headers = try lines.dropFirst().map { line in
            guard let colon = line.firstIndex(of: ":") else { throw HTTPConnection.Broken.notHTTP }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            return (name: String(line[..<colon]), value: String(value))
        }
    }

    var bytes: [UInt8] {
        Array((([first] + headers.map { "\($0.name): \($0.value)" }).joined(separator: "\r\n") + "\r\n\r\n").utf8)
    }

    /// Nil takes it away.
    subscript(_ name: String) -> String? {
        get { headers.first { $0.name.lowercased() == name.lowercased() }?.value }
        set {
            headers.removeAll { $0.name.lowercased() == name.lowercased() }
            if let newValue { headers.append((name, newValue)) }
        }
    }

    private func word(_ number: Int) -> String {
        let words = first.split(separator: " ", maxSplits: 2)
        return words.indices.contains(number) ? String(words[number]) : ""
    }

    // MARK: - A request's

    var method: String { word(0) }
    /// With the query.
    var target: String { word(1) }

    // MARK: - An answer's

    var status: Int { Int(word(1)) ?? 0 }
    var isInterim: Bool { 100..<200 ~= status }

    // MARK: - Bodies

    var endsConnection: Bool { self["Connection"]?.lowercased() == "close" || first.contains("HTTP/1.0") }

    private var stated: HTTPBody.Framing? {
        if self["Transfer-Encoding"]?.lowercased() == "chunked" { return .chunked }
        return self["Content-Length"].flatMap(Int.init).map { .length($0) }
    }

    var requestFraming: HTTPBody.Framing { stated ?? .length(0) }

    func answerFraming(to method: String) -> HTTPBody.Framing {
        if method == "HEAD" || isInterim || status == 204 || status == 304 { return .length(0) }
        return stated ?? .untilEnd
    }
}
