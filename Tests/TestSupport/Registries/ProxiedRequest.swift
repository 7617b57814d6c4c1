/// A request that went through a `FaultProxy`, or was to.
package struct ProxiedRequest: Equatable, Sendable {
    /// In the order in which they came, from 0.
    package let number: Int
    package let method: String
    /// With the query.
    package let path: String
    /// By names in lower case, without what proves who asks.
    package let headers: [String: String]
    package let hasCredentials: Bool
    /// How many bytes of its body went on.
    package internal(set) var sent: Int64 = 0
    /// Of the answer; nil where none went on.
    package internal(set) var status: Int?
    package internal(set) var namesDigest = false
    /// How many bytes of the answer's body went back.
    package internal(set) var received: Int64 = 0
    package internal(set) var fault: ProxyFault?

    init(_ number: Int, _ head: HTTPHead) {
        self.number = number
        method = head.method
        path = head.target
        hasCredentials = head["Authorization"] != nil
        let open = head.headers.filter { !["authorization", "cookie"].contains($0.name.lowercased()) }
        headers = Dictionary(open.map { ($0.name.lowercased(), $0.value) }) { "\($0), \($1)" }
    }

    /// The path without the query and without the name that the registry gave to an upload: the same in each run.
    package var place: String {
        let path = self.path.prefix { $0 != "?" }
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard let uploads = parts.firstIndex(of: "uploads"), uploads + 1 < parts.count, !parts[uploads + 1].isEmpty
        else {
            return String(path)
        }
        return (parts[...uploads] + ["…"]).joined(separator: "/")
    }
}

extension ProxiedRequest: CustomStringConvertible {
    package var description: String { "\(number): \(method) \(place) \(status.map(String.init) ?? "-")" }
}
