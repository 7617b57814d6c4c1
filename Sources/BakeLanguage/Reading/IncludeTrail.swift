internal import Values

/// The files that have been read, and among them those that are being included just now.
struct IncludeTrail {
    private let surroundings: any Surroundings
    private var known: Set<FileKey>
    private var open: [FileKey] = []

    /// `given` are the files that are read whether or not another includes them.
    init(given: [BakeFile], _ surroundings: any Surroundings) {
        self.surroundings = surroundings
        known = Set(given.map { FileKey($0.source.name, surroundings) })
    }

    /// Has the files that are included from here on be those of `file`, up to `leave()`.
    mutating func enter(_ file: BakeFile) {
        open.append(FileKey(file.source.name, surroundings))
    }

    mutating func leave() {
        open.removeLast()
    }

    /// The file at a path as seen from another file; nil when it has been read, or will be.
    mutating func file(at path: IncludedPath, from file: BakeFile) throws(Diagnostics) -> BakeFile? {
        func fault(_ fault: InclusionFault) -> Diagnostics { Diagnostics(fault.diagnostic(at: path.range)) }
        if path.text.isRemoteContext { throw fault(.remote(path.text)) }
        let name = SlashPath.join(SlashPath.directory(of: file.source.name), path.text)
        let key = FileKey(name, surroundings)
        guard !open.contains(key) else { throw fault(.circle(name)) }
        guard open.count <= Self.deepest else { throw fault(.tooDeep(Self.deepest)) }
        guard known.insert(key).inserted else { return nil }
        do throws(UnreadableFile) {
            return BakeFile(try source(name), base: PathBase(SlashPath.directory(of: name), holdsAll: true))
        } catch {
            throw fault(.unreadable(error))
        }
    }

    private func source(_ name: String) throws(UnreadableFile) -> SourceFile {
        switch surroundings.kind(of: name) {
        case .file, .directory: break
        case .socket, .other: throw UnreadableFile(path: name, reason: "it is no regular file")
        case nil: throw UnreadableFile(path: name, reason: "there is no such file")
        }
        guard let bytes = try surroundings.contents(of: name) else {
            throw UnreadableFile(path: name, reason: "there is no such file")
        }
        return SourceFile(name: name, bytes: bytes)
    }

    private static let deepest = 50
}

/// What tells a bake file from others: its name and its directory, by whatever path or link that is reached. A link to a
/// file is a file of its own, as its paths begin where it stands.
private struct FileKey: Hashable {
    private let name: String
    private let identity: FileIdentity?
    /// Empty where the identity tells.
    private let directory: String

    init(_ path: String, _ surroundings: any Surroundings) {
        let path = SlashPath.join(surroundings.workingDirectory, path)
        let directory = SlashPath.directory(of: path)
        identity = surroundings.identity(of: directory)
        self.directory = identity == nil ? directory : ""
        name = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[path.index(after: $0)...]) } ?? path
    }
}
