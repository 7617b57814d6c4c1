package import Values

/// What happens while targets are built, in the order in which it does. Whoever shows, counts or keeps it listens to these alone.
package enum BuildEvent: Sendable {
    /// Some steps are known; they may begin, or be found done, at any time after.
    case known([EventStep])
    case began(Digest, at: Timestamp)
    case ended(Digest, StepEnding, at: Timestamp)
    /// A piece of what a step writes, as it comes: not necessarily whole lines.
    case log(Digest, LogStream, [UInt8], at: Timestamp)
    /// How far a part of a step has come: a layer that is compressed, a file that is fetched. `id` names it within its step.
    case progress(Digest, EventProgress, at: Timestamp)
    case warning(Digest, EventWarning)
    /// A target has its image.
    case built(EventImage, at: Timestamp)
}

/// A step as people see it. Digests name steps within a run.
package struct EventStep: Equatable, Sendable {
    package enum Kind: Sendable {
        /// An instruction of a Dockerfile.
        case instruction
        /// What is done around them: reading a Dockerfile, loading a base image.
        case preparation
        /// What is done with a result: writing an archive.
        case export
    }

    package let digest: Digest
    /// With the bracket in front: `[build 2/3] RUN make -j4`. Of what is no instruction: `[internal] …` or `exporting to oci archive`.
    package let name: String
    package let kind: Kind
    /// Those that need it.
    package let targets: [String]
    /// The steps that it waits for.
    package let inputs: [Digest]

    package init(_ digest: Digest, _ name: String, _ kind: Kind, targets: [String], inputs: [Digest] = []) {
        self.digest = digest
        self.name = name
        self.kind = kind
        self.targets = targets
        self.inputs = inputs
    }
}

package enum StepEnding: Equatable, Sendable {
    case done
    /// Its result was there already.
    case cached
    /// In words, as the error says it.
    case failed(String)
    /// Another failed, or somebody asked to stop.
    case cancelled
}

package enum LogStream: Int, Sendable {
    case output = 1
    case error = 2
}

package struct EventProgress: Equatable, Sendable {
    package let id: String
    package let current: Int64
    /// Nil where nobody knows.
    package let total: Int64?
    package let began: Timestamp
    package let isDone: Bool

    package init(id: String, current: Int64, total: Int64?, began: Timestamp, isDone: Bool) {
        self.id = id
        self.current = current
        self.total = total
        self.began = began
        self.isDone = isDone
    }
}

package struct EventWarning: Equatable, Sendable {
    package let text: String
    package let detail: [String]
    package let address: String?
    package let range: SourceRange?

    package init(_ text: String, detail: [String] = [], address: String? = nil, range: SourceRange? = nil) {
        self.text = text
        self.detail = detail
        self.address = address
        self.range = range
    }
}

/// What a target was built to.
package struct EventImage: Equatable, Sendable {
    package let target: String
    package let digest: Digest?
    /// Of all its layers, as they are stored; nil where nobody has counted.
    package let size: Int64?

    package init(target: String, digest: Digest?, size: Int64?) {
        self.target = target
        self.digest = digest
        self.size = size
    }
}

/// Hears what happens. Any thread calls; a listener must not be long about it, and must not throw the build off.
package protocol BuildListener: Sendable {
    func hear(_ event: BuildEvent)
}
