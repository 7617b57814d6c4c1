internal import Values

extension HTTPFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noLibrary: "there is no libcurl, which fetching needs"
        case .badAddress(let text): "\"\(text)\" is no address that can be fetched"
        case .status(let status, let address): "\(address) answers with status \(status)\(Self.meaning(status))"
        case .unreachable(let address, let why): "cannot reach \(address.host): \(why)"
        case .untrusted(let address, let why): "\(address.host) cannot be trusted: \(why)"
        case .timedOut(let address): "\(address.host) does not answer in time"
        case .tooLarge(let address, let limit): "\(address) is larger than \(ByteCount(limit))"
        case .tooManyRedirects(let address): "\(address) leads from one place to another without end"
        case .broken(let address, let why): "fetching \(address) failed: \(why)"
        }
    }

    package var hint: String? {
        switch self {
        case .noLibrary: "install it: `apt-get install libcurl4`, or what your system calls it"
        case .untrusted: "install the certificates of the authority, or name their file in SSL_CERT_FILE"
        case .unreachable, .timedOut: "a proxy is taken from http_proxy, https_proxy and no_proxy"
        case .badAddress: "write http://… or https://…"
        case .status(401, _), .status(403, _): "credentials may stand in the address, as in https://name:password@host/"
        case .status, .tooLarge, .tooManyRedirects, .broken: nil
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
