internal import Values

extension HTTPFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noLibrary: "there is no libcurl, which fetching needs"
        case .oldLibrary: "the libcurl that is installed cannot be told whom to trust"
        case .badAddress(let text): "\"\(text)\" is no address that can be fetched"
        case .status(let status, let address): "\(address) answers with status \(status)\(Self.meaning(status))"
        case .unknownHost(let address): "cannot reach \(address.host): nobody knows a host of that name"
        case .unreachable(let address, let why): "cannot reach \(address.host): \(why)"
        case .untrusted(let address, let why): "\(address.host) cannot be trusted: \(why)"
        case .noHandshake(let address, let why): "cannot speak HTTPS with \(address.host): \(why)"
        case .badCertificate(let address, let why): "cannot show a certificate to \(address.host): \(why)"
        case .timedOut(let address): "\(address.host) does not answer in time"
        case .tooLarge(let address, let limit): "\(address) is larger than \(ByteCount(limit))"
        case .tooManyRedirects(let address): "\(address) leads from one place to another without end"
        case .broken(let address, let why): "fetching \(address) failed: \(why)"
        case .badAnswer(let address, let why): "\(address.host) does not speak HTTP: \(why)"
        case .badHeader(let name): "\(name) cannot be sent: it is no plain text"
        }
    }

    /// What happened, for those who say themselves where.
    package var reason: String {
        switch self {
        case .unknownHost: "nobody knows a host of that name"
        case .timedOut: "it does not answer in time"
        case .unreachable(_, let why), .untrusted(_, let why), .noHandshake(_, let why), .badCertificate(_, let why),
            .broken(_, let why), .badAnswer(_, let why):
            why
        case .noLibrary, .oldLibrary, .badAddress, .status, .tooLarge, .tooManyRedirects, .badHeader: description
        }
    }

    package var hint: String? {
        switch self {
        case .noLibrary: "install it: `apt-get install libcurl4`, or what your system calls it"
        case .oldLibrary: "install libcurl 7.77 or newer"
        case .untrusted: "install the certificates of the authority, or name their file in SSL_CERT_FILE"
        case .unknownHost, .unreachable, .timedOut: "a proxy is taken from http_proxy, https_proxy and no_proxy"
        case .badAddress: "write http://… or https://…"
        case .status(401, _), .status(403, _): "credentials may stand in the address, as in https://name:password@host/"
        case .badCertificate: "give the files of a certificate and of its key, in PEM form"
        case .noHandshake: "a server that speaks plain HTTP is asked by http://…"
        case .status, .tooLarge, .tooManyRedirects, .broken, .badAnswer, .badHeader: nil
        }
    }

    private static func meaning(_ status: Int) -> String {
        switch status {
        case 401: " (unauthorized)"
        case 403: " (forbidden)"
        case 404: " (not found)"
        case 410: " (gone)"
        case 429: " (too many requests)"
        case 500...599: " (the server's fault)"
        default: ""
        }
    }
}
