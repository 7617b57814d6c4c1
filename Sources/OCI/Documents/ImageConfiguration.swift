package import Values

/// What an image says of itself: the `config` blob of the OCI image specification, with Docker's additions.
package struct ImageConfiguration: Equatable, Sendable {
    package var platform: Platform
    package var author: String?
    package var created: String?
    package var execution = ExecutionConfiguration()
    /// The digests of the plain tar of each layer, lowest first.
    package var layers: [Digest] = []
    package var history: [HistoryEntry] = []

    package init(platform: Platform) {
        self.platform = platform
    }
}

/// How a container of an image is run: the `config` member of the blob.
package struct ExecutionConfiguration: Equatable, Sendable {
    package var user: String?
    /// `80/tcp`
    package var exposedPorts: Set<ExactText> = []
    /// `NAME=VALUE`, in order.
    package var environment: [String] = []
    package var entrypoint: [String]?
    package var command: [String]?
    package var volumes: Set<ExactText> = []
    package var workingDirectory: String?
    package var labels: [ExactText: String] = [:]
    package var stopSignal: String?
    package var healthcheck: Healthcheck?
    package var onBuild: [String] = []
    package var shell: [String]?
    /// Said of every image that has a CMD, for the sake of Windows.
    package var argsEscaped = false

    package init() {}
}

/// Times are in nanoseconds; zero is not set.
package struct Healthcheck: Equatable, Sendable {
    package var test: [String] = []
    package var interval: Int64 = 0
    package var timeout: Int64 = 0
    package var startPeriod: Int64 = 0
    package var startInterval: Int64 = 0
    package var retries: Int = 0

    package init(test: [String] = []) {
        self.test = test
    }
}

package struct HistoryEntry: Equatable, Sendable {
    package var created: String?
    package var createdBy: String
    package var author: String?
    package var comment: String?
    /// Whether the instruction made no layer.
    package var isEmpty: Bool

    package init(createdBy: String, isEmpty: Bool, comment: String? = nil, created: String? = nil) {
        self.createdBy = createdBy
        self.isEmpty = isEmpty
        self.comment = comment
        self.created = created
    }
}
