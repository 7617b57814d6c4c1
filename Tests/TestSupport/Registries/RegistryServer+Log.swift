import Foundation
import Host

// What it was asked.
extension RegistryServer {
    /// A line of its access log.
    package struct LoggedRequest: Equatable, Sendable {
        package let method: String
        /// With the query.
        package let path: String
        package let status: Int
        /// How many bytes the answer's body had.
        package let bytes: Int
    }

    /// In the order in which they came to an end, over all its lives. The line of a request with a short answer is there before
    /// the answer is; that of a large blob may come after its last byte.
    package var requests: [LoggedRequest] {
        let data = FileManager.default.contents(atPath: accessLog.description) ?? Data()
        return String(decoding: data, as: UTF8.self).split(separator: "\n").compactMap { LoggedRequest(line: $0) }
    }

    package func forgetRequests() throws {
        _ = try Descriptor(open(accessLog.description, O_WRONLY | O_TRUNC | O_CLOEXEC))
    }
}

extension RegistryServer.LoggedRequest {
    /// `127.0.0.1 - - [time] "GET /v2/ HTTP/1.1" 200 2 "" "agent"`
    fileprivate init?(line: Substring) {
        let parts = line.split(separator: "\"", omittingEmptySubsequences: false)
        guard parts.count > 2 else { return nil }
        let request = parts[1].split(separator: " ")
        let answer = parts[2].split(separator: " ")
        guard request.count == 3, answer.count == 2, let status = Int(answer[0]), let bytes = Int(answer[1]) else {
            return nil
        }
        self.init(method: String(request[0]), path: String(request[1]), status: status, bytes: bytes)
    }
}
