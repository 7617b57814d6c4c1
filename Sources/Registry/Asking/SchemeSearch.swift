internal import HTTP

/// Which of HTTP and HTTPS a server speaks, where nobody has said so.
struct SchemeSearch {
    private let endpoint: Endpoint
    private let schemes: [Endpoint.Scheme]

    /// The scheme that is tried first stands first.
    init(_ endpoint: Endpoint, _ schemes: [Endpoint.Scheme]) {
        self.endpoint = endpoint
        self.schemes = schemes
    }

    /// The first that is spoken; where none is, the first.
    func find() throws -> Endpoint.Scheme {
        for scheme in schemes where try isSpoken(scheme) { return scheme }
        return schemes[0]
    }

    private func isSpoken(_ scheme: Endpoint.Scheme) throws -> Bool {
        do {
            let response = try endpoint.http.send(HTTPRequest(.get, endpoint.address("", by: scheme)))
            // No registry has anything against this address; servers that speak HTTPS say so to those who do not.
            return scheme == .https || response.status != 400
        } catch let fault as HTTPFault {
            switch fault {
            case .broken, .badAnswer, .noHandshake: return false
            case .untrusted, .badCertificate: return true
            default: throw fault
            }
        }
    }
}

extension Endpoint {
    /// This machine itself is asked plainly first. A server that may show any certificate may as well show none.
    static func usualSchemes(of host: String, _ settings: RegistrySettings.Host) -> [Scheme] {
        guard let address = try? HTTPAddress("http://\(host)") else { return [.https] }
        if isLocal(address.hostName) { return [.http, .https] }
        return settings.trustsAnyone ? [.https, .http] : [.https]
    }

    private static func isLocal(_ name: String) -> Bool {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        let isLoopback = parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
        return name == "localhost" || name == "::1" || isLoopback
    }
}
