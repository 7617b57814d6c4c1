package import Host
internal import Values

/// A process to be run in a root file system of its own.
package struct SandboxRun: Sendable {
    package enum Network: Sendable {
        /// That of this machine.
        case host
        case none
    }

    /// Directories of layers, lowest first: what the root is made of.
    package var lowers: [Path] = []
    /// An empty directory for what the process changes; afterwards it holds that as overlayfs has it, with `user.overlay.` attributes, and
    /// without what the sandbox itself put in the way (mount points, resolv.conf).
    package var upper: Path
    package var arguments: [String]
    /// `NAME=VALUE`
    package var environment: [String] = []
    package var directory = "/"
    /// As USER has it: looked up in the root's own files.
    package var user: String?
    package var mounts: [SandboxMount] = []
    package var network = Network.host
    /// Without confinement (`RUN --security=insecure`).
    package var isPrivileged = false
    package var hostname = "buildkitsandbox"
    /// Name and address.
    package var hosts: [(name: String, address: String)] = []
    /// Of /dev/shm, in bytes.
    package var sharedMemory: Int64 = 64 << 20
    /// `nofile=1024:2048`
    package var limits: [String] = []
    package var resources = SandboxResources()
    /// A script that the arguments name as /dev/pipes/NAME, with its text.
    package var script: (name: String, text: String)?

    package init(upper: Path, arguments: [String]) {
        self.upper = upper
        self.arguments = arguments
    }
}

/// Limits of a control group; nil is none.
package struct SandboxResources: Equatable, Sendable {
    package var memory: Int64?
    package var memorySwap: Int64?
    package var cpuShares: Int64?
    package var cpuPeriod: Int64?
    package var cpuQuota: Int64?
    package var cpus: String?
    package var memoryNodes: String?
    package var parent: String?

    package init() {}
}

package struct SandboxMount: Sendable {
    package enum Kind: Sendable {
        /// What is at a path (resolved inside) of layers, lowest first. What is written to it is dropped.
        case files(lowers: [Path], path: String, isReadOnly: Bool)
        /// A directory that stays from run to run. Empty ones begin with what is at a path of layers, where there are some.
        case cache(SandboxCache)
        case tmpfs(size: Int64?)
        case secret([UInt8], mode: UInt32, owner: UInt32, group: UInt32)
        case ssh(SandboxAgent, mode: UInt32, owner: UInt32, group: UInt32)
    }

    /// Absolute.
    package let target: String
    package let kind: Kind

    package init(target: String, kind: Kind) {
        self.target = target
        self.kind = kind
    }
}

package struct SandboxCache: Sendable {
    package enum Sharing: Sendable {
        case shared, `private`, locked
    }

    package var id: String
    package var sharing: Sharing
    package var isReadOnly: Bool
    package var mode: UInt32
    package var owner: UInt32
    package var group: UInt32
    package var lowers: [Path]
    package var path: String
    /// Whether it begins empty in this process, whatever others left in it.
    package var isFresh = false

    package init(
        id: String, sharing: Sharing = .shared, isReadOnly: Bool = false, mode: UInt32 = 0o755, owner: UInt32 = 0,
        group: UInt32 = 0, lowers: [Path] = [], path: String = "/"
    ) {
        self.id = id
        self.sharing = sharing
        self.isReadOnly = isReadOnly
        self.mode = mode
        self.owner = owner
        self.group = group
        self.lowers = lowers
        self.path = path
    }
}

package enum SandboxAgent: Sendable {
    case socket(Path)
    /// Files of private keys, which an agent is to offer.
    case keys([Path])
}

/// How the process ended.
package enum SandboxEnding: Equatable, Sendable {
    case exited(Int32)
    case signalled(Int32)
    /// The system killed it for want of memory; the limit, where one was set.
    case outOfMemory(limit: Int64?)
}
