internal import Arguments
internal import BakeLanguage
internal import Host
internal import Planning
internal import Values

/// The targets that a command line asks for: reads the bake files, and chooses.
struct TargetChoice: Sendable {
    let names: [String]
    private let files: [String]
    private let words: [String]
    private let variables: [String: String]
    private let machine: Machine
    private let input: StandardInput

    init(_ options: TargetOptions, _ invocation: Invocation, _ machine: Machine) {
        names = invocation[options.targets]
        files = invocation[options.files]
        words = invocation[options.set]
        variables = Dictionary(invocation[options.variables].map { ($0.name, $0.value) }) { _, last in last }
        self.machine = machine
        input = StandardInput(machine)
    }

    /// Targets of files by their names alone, as they are written there.
    init(_ names: [String], of files: [String], _ variables: [Assignment], _ machine: Machine) {
        self.names = names
        self.files = files
        words = []
        self.variables = Dictionary(variables.map { ($0.name, $0.value) }) { _, last in last }
        self.machine = machine
        input = StandardInput(machine)
    }

    /// What checks the Dockerfiles of the same targets.
    var checkingCall: [String] {
        let variables = variables.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        let options = [("-f", files), ("--set", words), ("--var", variables)].flatMap { option, values in
            values.flatMap { [option, $0] }
        }
        return ["hearth", "check"] + options + names
    }

    /// Refuses what no file could make sense of.
    func check() throws {
        if let address = names.first, address.isRemoteContext {
            throw UserError(
                "bake files are not read from the network", hint: "fetch \(address), and name the file with --file")
        }
    }

    /// What the files define as they are in `surroundings`, which is the machine where none are given.
    func definitions(in surroundings: (any Surroundings)? = nil) throws -> Definitions {
        let surroundings = surroundings ?? machine
        let files = try FileLookup(surroundings).files(files) { try input.bytes() }
        let overrides = VariableOverrides(
            given: variables,
            builtIns: ["BAKE_CMD_CONTEXT": "cwd://", "BAKE_LOCAL_PLATFORM": machine.platform.description],
            surroundings: surroundings)
        return try Definitions(files, overrides, surroundings)
    }

    /// The targets of the names, as `--set` and `more` change them. `others` are other names than were asked for.
    func selection(
        of others: [String]? = nil, from definitions: Definitions, _ more: [Override] = [],
        for purpose: Purpose, in surroundings: (any Surroundings)? = nil
    ) throws -> Selection {
        let surroundings = surroundings ?? machine
        let overrides = try TargetOverrides(
            try words.map { try Override(set: $0) } + more, for: definitions, surroundings)
        let names = others ?? names
        return try Selection(
            of: names.isEmpty ? ["default"] : names, from: definitions, overrides, for: purpose, surroundings)
    }

}

extension Selection {
    /// What is to be planned, in the order of the names.
    var inputs: [BuildInput] { targets.sorted { $0.key < $1.key }.map { BuildInput($0.value) } }

    /// The targets that were asked for, themselves or through groups, in the order of their names; without those that
    /// are only linked to.
    var asked: [String] {
        var asked: Set<String> = []
        var seen: Set<String> = ["default"]
        var open = groups["default"]?.members ?? []
        while let name = open.popLast() {
            if let group = groups[name], seen.insert(name).inserted {
                open += group.members ?? []
            } else if targets[name] != nil {
                asked.insert(name)
            }
        }
        return asked.sorted()
    }
}
