internal import BakeLanguage
internal import Host
internal import Planning
internal import Sandbox
internal import Values

// What a build may see and must not keep.
extension Builder {
    /// The bytes of a secret of a target; nil where it has none of that name.
    func secret(_ id: String, of target: Target?) throws -> [UInt8]? {
        guard let secret = target?.secrets?.first(where: { $0.id == id }) else { return nil }
        let environment = world.surroundings.environment
        if !secret.variable.isEmpty { return environment[secret.variable].map(\.keptBytes) }
        // Without a word where it is, its name is where.
        if secret.path.isEmpty, let value = environment[secret.id] { return value.keptBytes }
        let path = secret.path.isEmpty ? secret.id : secret.path
        return try world.surroundings.contents(of: path)
    }

    func agent(_ key: SSHKey) throws -> SandboxAgent {
        let paths = key.paths.filter { !$0.isEmpty }
        if paths.isEmpty {
            guard let socket = world.surroundings.environment["SSH_AUTH_SOCK"], !socket.isEmpty else {
                throw BuildFault.missingAgentSocket
            }
            return .socket(absolute(socket))
        }
        if paths.count == 1, world.surroundings.kind(of: paths[0]) == .socket { return .socket(absolute(paths[0])) }
        return .keys(paths.map(absolute))
    }

    private func absolute(_ path: String) -> Path {
        Path(word: SlashPath.join(world.surroundings.workingDirectory, path))
    }
}
