package import Host
package import OCI

/// Why a sandbox could not be had, or a process in it not be started.
package enum SandboxFault: Error, Equatable {
    /// No program of these names is there.
    case noRuntime(tried: [String])
    case namespacesRefused(NamespaceObstacle, SystemError.Code)
    /// A file system that was not mounted; `words` is what the system said about it.
    case notMounted(String, SystemError.Code, words: String?)
    /// Processes could not be shut in; `step` is what failed.
    case notShutIn(step: String, SystemError.Code)
    /// The runtime did not start the process, in its own words.
    case notStarted(String)
    /// Nobody whom the namespace has: there are too few ids.
    case unmappedUser(UInt32)
    case unknownUser(UserFault)
    case unreadableUserFile(String)
    /// A mount of something that is not there.
    case noMountSource(path: String, target: String)
    /// A mount on a path that leads nowhere, or on what is of another kind.
    case badTarget(String, SystemError.Code)
    /// Not an absolute path that leads somewhere in the root.
    case badDirectory(String, SystemError.Code)
    case badLimit(String)
    case noControlGroups
    case noProgram(String, package: String)
    case keyRefused(Path, words: String)
    case foreignArchitecture(String)
    case cancelled
}

/// What keeps this process from having namespaces.
package enum NamespaceObstacle: Equatable, Sendable {
    /// A user namespace of Ubuntu's that AppArmor leaves without rights.
    case appArmor
    /// `kernel.unprivileged_userns_clone` of Debian's.
    case switchedOff
    /// `user.max_user_namespaces`
    case noneLeft
    /// Root without the right to mount, as in a container.
    case rootWithoutRights
    case threads
    case unknown
}

extension SandboxFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noRuntime(let tried): "no OCI runtime is installed (looked for \(tried.joined(separator: ", ")))"
        case .namespacesRefused(let obstacle, let code): "\(obstacle.words): \(code)"
        case .notMounted(let what, let code, let words): "\(what) cannot be mounted: \(words ?? code.description)"
        case .notShutIn(let step, let code): "processes cannot be shut in: \(step): \(code)"
        case .notStarted(let words): "the process could not be started: \(words)"
        case .unmappedUser(let id):
            "a process cannot run as user or group \(id) here, as this user has too few ids of others"
        case .unknownUser(let fault): fault.description
        case .unreadableUserFile(let path): "\(path) is not a file that can be read, or is too large"
        case .noMountSource(let path, let target): "there is no \(path) to be mounted at \(target)"
        case .badTarget(let path, let code): "nothing can be mounted at \(path): \(code)"
        case .badDirectory(let path, let code): "\(path) cannot be the working directory: \(code)"
        case .badLimit(let text): "`\(text)` is no limit of a process"
        case .noControlGroups: "memory and processors cannot be limited: control groups are not to be had here"
        case .noProgram(let name, _): "the program \(name) is not installed"
        case .keyRefused(let path, let words): "the key \(path) cannot be used: \(words)"
        case .foreignArchitecture(let name): "programs for \(name) do not run on this machine"
        case .cancelled: "cancelled"
        }
    }

    /// The next thing to try, where there is one.
    package var hint: String? {
        switch self {
        case .noRuntime: "sudo apt-get install crun"
        case .namespacesRefused(let obstacle, _): obstacle.remedy
        case .notShutIn("mount /proc", .notPermitted):
            "in a container, /proc must not be masked: --privileged, or --security-opt systempaths=unconfined"
        case .unknownUser(let fault): fault.hint
        case .unmappedUser: UserNamespace.remedy(for: nil)
        case .badLimit: "write name=soft:hard, as in nofile=1024:2048"
        case .noControlGroups: "run as root, or leave out what limits memory and processors"
        case .noProgram(_, let package): "sudo apt-get install \(package)"
        case .keyRefused: "add it to an agent (`ssh-add`), and give that with --ssh default"
        case .foreignArchitecture(let name): BinaryFormats.remedy(for: name)
        default: nil
        }
    }
}

extension NamespaceObstacle {
    package var words: String {
        switch self {
        case .appArmor: "AppArmor keeps ordinary users from having user namespaces"
        case .switchedOff: "user namespaces are switched off for ordinary users"
        case .noneLeft: "no more user namespaces are allowed"
        case .rootWithoutRights: "root may not mount here (is this a container?)"
        case .threads: "namespaces can be entered only while there is one thread"
        case .unknown: "namespaces are not to be had here"
        }
    }

    package var remedy: String {
        switch self {
        case .appArmor: "sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0, or run as root"
        case .switchedOff: "sudo sysctl -w kernel.unprivileged_userns_clone=1, or run as root"
        case .noneLeft: "sudo sysctl -w user.max_user_namespaces=15000, or run as root"
        case .rootWithoutRights: "give the container --privileged, or run as an ordinary user"
        case .threads, .unknown: "`hearth doctor` tells more"
        }
    }
}
