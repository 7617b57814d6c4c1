package import Values

/// Why a step could not be done.
package enum BuildFault: Error {
    /// A base image is nowhere on this machine.
    case missingImage(name: String, platform: Platform?)
    /// A base image does not hold together.
    case layerCount(name: String, layers: Int, diffIDs: Int)
    case missingSecret(String)
    case missingAgent(String)
    case missingAgentSocket
    case notEntitled(String)
    case exited(Int32)
    case signalled(Int32)
    case outOfMemory(limit: Int64?)
    case cannotRun(platform: Platform, here: Platform)
    case epoch(String)
    case notRepository(String)
    case otherCommit(String, expected: String, found: String)
    case checksum(String, expected: String, found: Digest)
    /// Another failed, or somebody asked to stop.
    case cancelled
}

extension BuildFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .missingImage(let name, let platform):
            "the image \(name)\(platform.map { " for \($0)" } ?? "") is not in the store"
        case .layerCount(let name, let layers, let diffIDs):
            "the image \(name) has \(Quantity(layers, "layer")), and its configuration speaks of \(diffIDs)"
        case .missingSecret(let id): "there is no secret \(id)"
        case .missingAgent(let id): "there is no ssh agent \(id)"
        case .missingAgentSocket: "there is no ssh agent: SSH_AUTH_SOCK is not set"
        case .notEntitled(let name): "the build is not allowed \(name)"
        case .exited(let status): "the command ended with exit code \(status)"
        case .signalled(let signal): "the command was ended by signal \(signal)"
        case .outOfMemory(let limit?):
            "the command was killed: it needed more memory than its limit of \(ByteCount(limit))"
        case .outOfMemory(nil): "the command was killed: the machine ran out of memory"
        case .cannotRun(let platform, let here): "programs for \(platform) do not run on \(here)"
        case .epoch(let text): "SOURCE_DATE_EPOCH=\(text) needs a context that is a git revision"
        case .otherCommit(let address, let expected, let found): "\(address) is at \(found) instead of \(expected)"
        case .notRepository(let address): "\(address) is no address of a git repository"
        case .checksum(let address, let expected, let found): "\(address) has \(found) instead of \(expected)"
        case .cancelled: "cancelled"
        }
    }

    package var hint: String? {
        switch self {
        case .missingImage(let name, _):
            "put it there with `hearth load`, leave out --offline, or give it as a context: \(name)=oci-layout://DIR"
        case .missingSecret(let id): "give it with --secret id=\(id),src=FILE"
        case .missingAgent(let id): "give it with --ssh \(id)"
        case .missingAgentSocket: "start an agent, or name key files: --ssh default=FILE"
        case .notEntitled(let name): "allow it with --allow \(name)"
        case .outOfMemory(.some): "raise it with --resource memory=SIZE"
        case .cannotRun: "install Debian's qemu-user-static and binfmt-support, which emulate other processors"
        case .epoch: "give it as a number of seconds since 1970"
        case .checksum, .otherCommit: "see whether it was changed on purpose, and give --checksum anew if so"
        case .layerCount, .notRepository, .exited, .signalled, .outOfMemory, .cancelled: nil
        }
    }
}
