internal import Contexts
internal import Host
internal import Values

/// A context that comes as an archive, and the Dockerfile in it.
struct ArchivedContext {
    let files: any ContextFiles
    let dockerfile: SourceFile

    /// `start` is what was read of the archive already. Without a name the Dockerfile has one of the usual ones.
    init(_ archive: OpenFile, after start: [UInt8], dockerfile name: String?) throws {
        let path = name ?? Self.usual
        var candidates = [path]
        if SlashPath.base(of: path) == Self.usual {
            candidates.append(SlashPath.join(SlashPath.directory(of: path), Self.usual.lowercased()))
        }
        do throws(ContextFault) {
            let context = try TarContext(reading: archive, after: start)
            guard let found = try Self.first(of: candidates, in: context) else { throw .missing(path, ignoredBy: nil) }
            (files, dockerfile) = (context, found)
        } catch {
            throw Self.explained(error, dockerfile: path)
        }
    }

    private static func first(of paths: [String], in context: TarContext) throws(ContextFault) -> SourceFile? {
        for path in paths {
            if let bytes = try context.contents(of: path) { return SourceFile(name: path, bytes: bytes) }
        }
        return nil
    }

    private static func explained(_ fault: ContextFault, dockerfile: String) -> any Error {
        switch fault {
        case .missing:
            UserError(
                "there is no \(dockerfile) in the archive on the standard input",
                hint: "name the Dockerfile with --file")
        case .isDirectory: UserError("the Dockerfile \(dockerfile) is a directory")
        default: fault
        }
    }

    private static let usual = "Dockerfile"
}
