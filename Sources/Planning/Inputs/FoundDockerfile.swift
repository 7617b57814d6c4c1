internal import BakeLanguage
internal import Values

/// The Dockerfile of a target, and where it was found.
struct FoundDockerfile {
    let file: SourceFile
    /// Nil where it stands in the bake file, or came from elsewhere.
    let path: String?

    /// Looks where the target says. A Dockerfile is relative to a context that is a directory.
    init(of input: BuildInput, in surroundings: any Surroundings) throws {
        if let given = input.dockerfile {
            (file, path) = (given, nil)
            return
        }
        let target = input.target
        if let inline = target.dockerfileInline {
            (file, path) = (SourceFile(name: "\(target.name) (dockerfile-inline)", text: inline), nil)
            return
        }
        let context = target.context ?? target.defaultContext ?? "."
        if case .remote = ContextAddress(context) {
            throw Diagnostics(PlanningFault.remote(context).diagnostic(target.name, at: target.place(of: .context)))
        }
        let path = Self.path(of: target, in: context)
        guard let found = try Self.contents(of: path, target, surroundings) else {
            let fault = PlanningFault.noDockerfile(path, context: context)
            throw Diagnostics(fault.diagnostic(target.name, at: target.place(of: .dockerfile)))
        }
        (file, self.path) = (SourceFile(name: found.path, bytes: found.bytes), found.path)
    }

    private static func path(of target: Target, in context: String) -> String {
        let name = target.dockerfile ?? usual
        let here = "cwd://"
        if name.hasPrefix(here) { return SlashPath.clean(String(name.dropFirst(here.count))) }
        guard case .directory(let directory) = ContextAddress(context) else { return name }
        return SlashPath.join(directory, name)
    }

    /// Also finds `dockerfile` where `Dockerfile` is wanted and not there.
    private static func contents(
        of path: String, _ target: Target, _ surroundings: any Surroundings
    ) throws -> (path: String, bytes: [UInt8])? {
        var candidates = [path]
        if SlashPath.base(of: path) == usual {
            candidates.append(SlashPath.join(SlashPath.directory(of: path), usual.lowercased()))
        }
        for candidate in candidates {
            do throws(UnreadableFile) {
                if let bytes = try surroundings.contents(of: candidate) { return (candidate, bytes) }
            } catch {
                let fault = PlanningFault.unreadable(candidate, reason: error.reason)
                throw Diagnostics(fault.diagnostic(target.name, at: target.place(of: .dockerfile)))
            }
        }
        return nil
    }

    private static let usual = "Dockerfile"
}
