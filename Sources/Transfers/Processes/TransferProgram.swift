package import ContentStore
internal import Host

/// How a process is started that moves an image: this program again, with the store that it works for.
package struct TransferProgram: Sendable {
    package var program: String
    package var arguments: [String]

    package init(_ program: String, _ arguments: [String]) {
        self.program = program
        self.arguments = arguments
    }

    /// The verb that no help shows: `hearth transfer`.
    package static let verb = "transfer"

    /// `limit` as on the command line.
    package init(_ store: Store, limit: String?) {
        self.init(
            Self.ourselves, ["--home", store.home.word] + (limit.map { ["--cache-limit", $0] } ?? []) + [Self.verb])
    }

    private static var ourselves: String {
        #if os(Linux)
        "/proc/self/exe"
        #else
        CommandLine.arguments[0]
        #endif
    }
}
