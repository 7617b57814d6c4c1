package import OCI
package import Values

/// A Dockerfile with everything looked up and expanded: what is to be done, stage by stage.
package struct ResolvedDockerfile: Sendable {
    /// Those that are needed, each after those it needs. `index` finds them.
    package let stages: [ResolvedStage]
    /// The one whose image is wanted.
    package let target: ResolvedStage
    /// What SOURCE_DATE_EPOCH asks for.
    package let epoch: SourceEpoch?

    package init(stages: [ResolvedStage], target: ResolvedStage, epoch: SourceEpoch? = nil) {
        self.stages = stages
        self.target = target
        self.epoch = epoch
    }
}

package struct ResolvedStage: Sendable {
    /// Its number in the Dockerfile.
    package let index: Int
    /// As steps name it: its own name or `stage-1`; nil for the only stage there is.
    package let name: String?
    package let platform: Platform
    package let base: Origin
    package let steps: [ResolvedStep]
    /// At the end of the target, with its labels, its history and that of its base, but only the layers of the base. Of
    /// other stages it says the platform alone: nobody makes images of them.
    package let configuration: ImageConfiguration
    package let range: SourceRange

    package init(
        index: Int, name: String?, platform: Platform, base: Origin, steps: [ResolvedStep],
        configuration: ImageConfiguration, range: SourceRange
    ) {
        self.index = index
        self.name = name
        self.platform = platform
        self.base = base
        self.steps = steps
        self.configuration = configuration
        self.range = range
    }
}

/// Where files come from: what a stage begins with, what a COPY or a mount reads.
package enum Origin: Equatable, Sendable {
    case scratch
    /// By number.
    case stage(Int)
    case image(BaseImage, Platform)
    /// The files of a named context.
    case context(String)
    /// The context of the build.
    case mainContext
}

/// What changes files: a RUN, COPY, ADD or WORKDIR.
package struct ResolvedStep: Sendable {
    /// As progress shows it, variables expanded: `RUN make -j4`.
    package let title: String
    package let operation: Operation
    package let range: SourceRange
    /// Whether the base image asked for it.
    package let isTrigger: Bool
    /// What progress shows before the title: `[build 2/3]`.
    package let bracket: String

    /// Behind a reference, since steps are handed on often and operations hold much.
    package indirect enum Operation: Sendable {
        case run(RunOperation)
        case copy(CopyOperation)
        /// Makes a directory and its parents for a user; nil for root.
        case workdir(String, user: String?)
    }

    package init(
        title: String, operation: Operation, range: SourceRange, isTrigger: Bool, bracket: String = ""
    ) {
        self.bracket = bracket
        self.title = title
        self.operation = operation
        self.range = range
        self.isTrigger = isTrigger
    }
}

package struct RunOperation: Sendable {
    /// With the shell in front, where there is one.
    package var arguments: [String]
    /// All that the process is given, ARGs included.
    package var environment: Variables
    package var workingDirectory: String
    package var user: String?
    package var mounts: [ResolvedMount] = []
    package var network: Running.Network
    package var security: Running.Security
    /// A script that is run as /dev/pipes/NAME.
    package var script: Heredoc?
    /// Given to the process beside the environment, and no part of what it is.
    package var proxies: Variables = Variables()

    package init(
        arguments: [String], environment: Variables, workingDirectory: String, user: String?,
        network: Running.Network, security: Running.Security
    ) {
        self.arguments = arguments
        self.environment = environment
        self.workingDirectory = workingDirectory
        self.user = user
        self.network = network
        self.security = security
    }
}

package struct ResolvedMount: Sendable {
    /// Its target is absolute.
    package let mount: Mount
    /// What a bind shows, or a cache begins with; nil for what needs none.
    package let origin: Origin?

    package init(mount: Mount, origin: Origin?) {
        self.mount = mount
        self.origin = origin
    }
}

package struct CopyOperation: Sendable {
    package enum Source: Equatable, Sendable {
        /// A path or pattern in the origin.
        case path(String)
        case inline(name: String, content: String)
        case web(String)
        case git(String)
    }

    package var isAdd: Bool
    package var origin: Origin
    package var sources: [Source]
    /// Absolute; a slash at its end counts.
    package var destination: String
    package var owner: String?
    package var mode: String?
    package var isLink = false
    package var keepsParents = false
    package var excludes: [String] = []
    package var unpacks: Bool?
    package var checksum: String?
    package var keepsGitDirectory = false

    package init(isAdd: Bool, origin: Origin, sources: [Source], destination: String) {
        self.isAdd = isAdd
        self.origin = origin
        self.sources = sources
        self.destination = destination
    }
}
