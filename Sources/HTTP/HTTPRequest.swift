/// What is asked of a server.
package struct HTTPRequest {
    package enum Method: String, Sendable {
        case get = "GET"
        case head = "HEAD"
        case post = "POST"
        case put = "PUT"
        case patch = "PATCH"
        case delete = "DELETE"
    }

    package enum Body {
        case none
        case bytes([UInt8])
        /// `fill` fills as much of the buffer as there is, less only at the end. It is not asked twice for the same: a request
        /// whose connection turned out to be closed before anything came back fails with `.broken`. `length` nil is sent in chunks.
        case stream(length: Int64?, fill: (UnsafeMutableRawBufferPointer) throws -> Int)
    }

    package var method: Method
    package var address: HTTPAddress
    package var headers: HTTPHeaders = [:]
    package var body = Body.none

    package init(_ method: Method, _ address: HTTPAddress, headers: HTTPHeaders = [:], body: Body = .none) {
        self.method = method
        self.address = address
        self.headers = headers
        self.body = body
    }
}
