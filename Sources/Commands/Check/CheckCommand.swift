internal import Arguments
internal import BakeLanguage
internal import Console
internal import DockerfileLanguage
internal import Host
internal import Planning
internal import Values

extension Hearth {
    static let check: Command<Action> = Command(
        "check", summary: "Check Dockerfiles for what is wrong or doubtful",
        discussion: """
            Checks the Dockerfiles of the targets, each once, with the rules of BuildKit; a stage counts if a target may
            need it. Where there is no bake file it is the Dockerfile here. --file takes both kinds of files: one whose name
            ends in \(CheckSubject.bakeFileEndings.joined(separator: ", ")) is a bake file, and any other a Dockerfile. The exit code is 0 when there
            is nothing to find, 1 with findings, and 2 when a file is faulty.
            """
    ) { declare in
        let options = TargetOptions(
            &declare, file: "A bake file, or a Dockerfile; - reads a Dockerfile from standard input")
        declare.example("hearth check", "Checks the Dockerfiles of the default targets, or the one here.")
        declare.example("hearth check -f ci.Dockerfile", "Checks a Dockerfile without a bake file.")
        declare.example("hearth check --format json '*'", "Gives what is found in all targets to a program.")
        return { invocation, context in
            try uninterrupted {
                let command = PlanningCommand(options, invocation, context)
                let inputs = try CheckSubject(invocation[options.files], command).inputs()
                let report = try context.withWorkTree(command.machine) { try CheckListing(of: inputs, in: $0) }
                context.messages.show(report.warnings)
                try report.write(context)
            }
        }
    }
}

/// What `hearth check` is to look at: the targets of bake files, or Dockerfiles.
private struct CheckSubject {
    static let bakeFileEndings = [".hcl", ".json", ".yml", ".yaml"]

    private let dockerfiles: [String]
    private let hasBakeFiles: Bool
    private let command: PlanningCommand

    init(_ files: [String], _ command: PlanningCommand) {
        dockerfiles = files.filter { file in !Self.bakeFileEndings.contains { file.lowercased().hasSuffix($0) } }
        hasBakeFiles = dockerfiles.count < files.count
        self.command = command
    }

    func inputs() throws -> [BuildInput] {
        if !dockerfiles.isEmpty {
            if hasBakeFiles || !command.choice.names.isEmpty {
                throw UserError(
                    "targets cannot be checked together with a Dockerfile that is named",
                    hint: "a bake file's name ends in \(Self.bakeFileEndings.joined(separator: ", "))")
            }
            return try dockerfiles.map(input)
        }
        do {
            return try command.selection().inputs.map(checking)
        } catch LookupFault.none where command.choice.names.isEmpty {
            let usual = ["Dockerfile", "dockerfile"].first { command.machine.kind(of: $0) == .file }
            guard let usual else {
                throw UserError(
                    "there is neither a bake file nor a Dockerfile here", hint: "name one with --file")
            }
            return [try input(usual)]
        }
    }

    /// A Dockerfile alone. Its context is the directory that it is in.
    private func input(_ file: String) throws -> BuildInput {
        var target = Target(name: "default")
        target.context = file == "-" ? "." : SlashPath.directory(of: file)
        target.dockerfile = "cwd://" + file
        if file == "-" {
            var input = checking(BuildInput(target))
            input.dockerfile = SourceFile(name: "stdin", bytes: try command.machine.standardInput())
            return input
        }
        switch command.machine.kind(of: file) {
        case nil: throw UserError("there is no Dockerfile \(file)", hint: NearestFile(to: file).hint)
        case .directory?: throw UserError("\(file) is a directory", hint: "name the Dockerfile in it")
        default: return checking(BuildInput(target))
        }
    }

    /// All stages are looked at where none is asked for, as any may be built.
    private func checking(_ input: BuildInput) -> BuildInput {
        var input = input
        input.wantsAllStages = input.target.stage == nil
        return input
    }
}
