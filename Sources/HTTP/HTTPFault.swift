/// Why something could not be fetched. Addresses are in the form for people, without credentials.
package enum HTTPFault: Error, Equatable {
    /// No libcurl is installed.
    case noLibrary
    /// It is none, or none of http or https.
    case badAddress(String)
    /// The server answered with a status that brings nothing.
    case status(Int, HTTPAddress)
    /// No connection could be made, and why.
    case unreachable(HTTPAddress, String)
    /// The server's certificate is not to be trusted, and why.
    case untrusted(HTTPAddress, String)
    /// It takes too long to connect, or nothing comes any more.
    case timedOut(HTTPAddress)
    case tooLarge(HTTPAddress, limit: Int64)
    case tooManyRedirects(HTTPAddress)
    /// It broke off, and why.
    case broken(HTTPAddress, String)
}

extension HTTPFault {
    /// Whether the same may succeed a little later.
    package var isPassing: Bool {
        switch self {
        case .unreachable, .timedOut, .broken: true
        case .status(let status, _): status >= 500 || status == 429 || status == 408
        case .noLibrary, .badAddress, .untrusted, .tooLarge, .tooManyRedirects: false
        }
    }
}
