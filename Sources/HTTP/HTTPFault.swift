/// Why something could not be fetched. Addresses are in the form for people, without credentials.
package enum HTTPFault: Error, Equatable {
    /// No libcurl is installed.
    case noLibrary
    /// The libcurl that is installed cannot be told of further authorities.
    case oldLibrary
    /// It is none, or none of http or https.
    case badAddress(String)
    /// The server answered with a status that brings nothing.
    case status(Int, HTTPAddress)
    /// Nobody knows the host of that name. It may be known a little later, where a name server is at fault.
    case unknownHost(HTTPAddress)
    /// No connection could be made, and why.
    case unreachable(HTTPAddress, String)
    /// The server's certificate is not to be trusted, and why.
    case untrusted(HTTPAddress, String)
    /// HTTPS could not begin, and why: the server speaks something else, or the connection broke.
    case noHandshake(HTTPAddress, String)
    /// The certificate that this side shows of itself is of no use, and why.
    case badCertificate(HTTPAddress, String)
    /// It takes too long to connect, or nothing comes any more.
    case timedOut(HTTPAddress)
    case tooLarge(HTTPAddress, limit: Int64)
    case tooManyRedirects(HTTPAddress)
    /// It broke off, and why.
    case broken(HTTPAddress, String)
    /// What comes is no HTTP, and why.
    case badAnswer(HTTPAddress, String)
    /// A header, of that name, that is to be sent has what may not be in one.
    case badHeader(String)
}

extension HTTPFault {
    /// Whether the same may succeed a little later.
    package var isPassing: Bool {
        switch self {
        case .unknownHost, .unreachable, .noHandshake, .timedOut, .broken: true
        case .status(let status, _): status >= 500 || status == 429 || status == 408
        case .noLibrary, .oldLibrary, .badAddress, .untrusted, .badCertificate, .tooLarge, .tooManyRedirects,
            .badAnswer, .badHeader:
            false
        }
    }

    /// Whether there is no host of that name, as far as anybody knows: trying often is of no use.
    package var isUnknownHost: Bool {
        if case .unknownHost = self { true } else { false }
    }
}
