internal import BakeLanguage
internal import Contexts
internal import DockerfileLanguage
internal import Host
internal import Planning
internal import Values

/// Where the files of one `build` are: its context and its Dockerfile, either of which may come through standard input.
struct BuildSource {
    private let context: String
    private let file: String?
    private let machine: Machine

    init(context: String, file: String?, _ machine: Machine) {
        self.context = context
        self.file = file.flatMap { $0.isEmpty ? nil : $0 }
        self.machine = machine
    }

    /// What is to be planned for `target`. Reads the standard input where that is named.
    func input(_ target: Target) throws -> BuildInput {
        if let file, file.hasPrefix("https://") || file.hasPrefix("http://") {
            throw UserError("Dockerfiles are not fetched from the network", hint: "fetch \(file), and name the copy")
        }
        if context == "-" { return try streamed(target) }
        try checkContext()
        for context in target.contexts.sorted(by: { $0.key < $1.key }) { try check(context.value, of: context.key) }
        return try local(target)
    }

    private func local(_ target: Target) throws -> BuildInput {
        var target = target
        target.context = context
        guard file != Self.standardInput else {
            var input = BuildInput(target)
            input.dockerfile = SourceFile(name: Self.inputName, bytes: try machine.standardInput())
            return input
        }
        if let file {
            try checkDockerfile(file)
            // Unlike that of a bake file, it is not relative to the context.
            target.dockerfile = "cwd://" + file
        } else {
            try checkUsualDockerfile()
        }
        return BuildInput(target)
    }

    /// The standard input is a context if it is an archive, and else a Dockerfile that has none.
    private func streamed(_ target: Target) throws -> BuildInput {
        guard file != Self.standardInput else {
            throw UserError("the context and the Dockerfile cannot both be the standard input")
        }
        let start = try Self.startOfInput()
        var input = BuildInput(target)
        if TarContext.isArchive(start) {
            let archive = try ArchivedContext(.standardInput, after: start, dockerfile: file)
            (input.files, input.dockerfile) = (archive.files, archive.dockerfile)
        } else if let file {
            throw UserError(
                "the standard input is no archive, and would be a Dockerfile beside \(file)",
                hint: "give a directory as context, or leave --file out")
        } else {
            input.files = NoFiles()
            input.dockerfile = SourceFile(name: Self.inputName, bytes: start + (try machine.standardInput()))
        }
        return input
    }

    /// As much as shows what it is.
    private static func startOfInput() throws -> [UInt8] {
        var start = [UInt8](repeating: 0, count: 4096)
        let count = try start.withUnsafeMutableBytes { try OpenFile.standardInput.fill($0) }
        return Array(start[..<count])
    }

    private func checkContext() throws {
        switch machine.kind(of: context) {
        case .directory: return
        case .file?, .socket?, .other?:
            throw UserError(
                "the context \(context) is not a directory", hint: "an archive of one is read from standard input: -")
        case nil where context.isEmpty:
            throw UserError("the context is empty", hint: "write . for the working directory")
        case nil where context.isRemoteContext:
            throw UserError(
                "contexts are not fetched from the network", hint: "fetch \(context), and name the directory")
        case nil:
            throw UserError("there is no directory \(context)", hint: NearestFile(to: context).hint)
        }
    }

    private func check(_ place: String, of name: String) throws {
        if place.hasPrefix("target:") {
            throw UserError(
                "--build-context \(name): only bake files have targets",
                hint: "name a directory, docker-image://NAME or oci-layout://DIR:TAG")
        }
        let schemes = ["docker-image://", "oci-layout://"]
        if place.isRemoteContext || schemes.contains(where: place.hasPrefix) { return }
        switch machine.kind(of: place) {
        case .directory: return
        case nil:
            throw UserError(
                "--build-context \(name): there is no directory \(place)", hint: NearestFile(to: place).hint)
        case .file, .socket, .other: throw UserError("--build-context \(name): \(place) is not a directory")
        }
    }

    private func checkDockerfile(_ file: String) throws {
        if machine.kind(of: file) != nil { return try checkNoDirectory(file) }
        let inContext = SlashPath.join(context, file)
        let hint =
            machine.kind(of: inContext) == nil
            ? NearestFile(to: file).hint : "it is looked for here, and not in the context: did you mean \(inContext)?"
        throw UserError("there is no Dockerfile \(file)", hint: hint)
    }

    private func checkUsualDockerfile() throws {
        for name in ["Dockerfile", "dockerfile"] {
            let path = SlashPath.join(context, name)
            if machine.kind(of: path) != nil { return try checkNoDirectory(path) }
        }
        throw UserError(
            "there is no \(SlashPath.join(context, "Dockerfile"))", hint: "name the Dockerfile with --file")
    }

    private func checkNoDirectory(_ path: String) throws {
        if machine.kind(of: path) == .directory { throw UserError("the Dockerfile \(path) is a directory") }
    }

    private static let standardInput = "-"
    private static let inputName = "stdin"
}

/// The context of a Dockerfile that came without one.
private struct NoFiles: ContextFiles {
    func select(_ selector: Selector) throws(ContextFault) -> [SelectedInput] {
        for source in selector.sources where !source.utf8.contains(where: "*?[".utf8.contains) {
            throw .missing(source, ignoredBy: nil)
        }
        return []
    }

    func files(_ selector: Selector) throws(ContextFault) -> [SelectedTree] {
        _ = try select(selector)
        return []
    }

    func contents(of path: String) throws(ContextFault) -> [UInt8]? { nil }
}
