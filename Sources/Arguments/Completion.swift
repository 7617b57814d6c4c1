/// A shell that a completion script can be written for.
package enum Shell: String, CaseIterable, Sendable {
    case bash
    case zsh
    case fish
}

extension Program {
    /// A script that teaches `shell` what may be typed behind the program's name.
    ///
    /// It holds everything that was declared, so that a key press costs no start of the program.
    package func completionScript(for shell: Shell) -> String {
        let completion = Completion(self)
        return switch shell {
        case .bash: completion.bash
        case .zsh: completion.zsh
        case .fish: completion.fish
        }
    }
}

/// What may be typed where: the tree of commands, laid flat.
///
/// The three scripts have one shape. Four tables answer for a command such as `hearth cache add`, which they call a
/// place: its commands, its options, what an option takes, and what its n-th argument is. A walk over the words before
/// the cursor finds the place, how many arguments it already has, and whether an option waits for its value; it follows
/// `Parser` rule by rule. What takes a value is answered by a kind (`text`, `file`, `directory` or `words`) and by the
/// words.
struct Completion: Sendable {
    let program: String
    let shared: [DeclaredOption]
    private(set) var places: [Place] = []

    struct Place: Sendable {
        let path: String
        var commands: [(name: String, summary: String)] = []
        var options: [DeclaredOption] = []
        var arguments: [DeclaredArgument] = []
    }

    init<Globals, Action>(_ program: Program<Globals, Action>) {
        self.program = program.root.name
        shared = program.declaration.options
        add(.group(program.root), path: program.root.name, of: program)
    }

    private mutating func add<Globals, Action>(
        _ tree: CommandTree<Action>, path: String, of program: Program<Globals, Action>
    ) {
        switch tree {
        case .command(let command):
            let declaration = command.declared().declaration
            let leads = declaration.arguments.contains { $0.kind == .commands }
            places.append(
                Place(
                    path: path, commands: leads ? program.root.commands : [], options: declaration.options,
                    arguments: declaration.arguments))
            if leads { addNames(below: program.root, path: path) }
        case .group(let group):
            places.append(Place(path: path, commands: group.commands, options: group.flags))
            for child in group.children { add(child, path: "\(path) \(child.name)", of: program) }
        }
    }

    /// The same groups once more, behind a command that takes the names of commands.
    private mutating func addNames<Action>(below group: CommandGroup<Action>, path: String) {
        for case .group(let child) in group.children {
            let path = "\(path) \(child.name)"
            places.append(Place(path: path, commands: child.commands))
            addNames(below: child, path: path)
        }
    }

    /// The program's name as functions can bear it.
    var identifier: String { program.replacing("-", with: "_") }
}

extension Completion {
    /// One answer of a table: the patterns that ask for it, and what is to be done then.
    typealias Row = (patterns: [String], action: String)

    /// What every option that takes a value takes: those of commands by place and name, the shared ones by name alone.
    func valueRows(quoted: (String) -> String, answer: (ValueKind) -> String) -> (own: [Row], shared: [Row]) {
        let own = places.flatMap { place in
            place.options.filter { !$0.isFlag }.map { option in
                (option.spellings.map { quoted("\(place.path) \($0)") }, answer(option.kind))
            }
        }
        return (own, shared.filter { !$0.isFlag }.map { ($0.spellings.map(quoted), answer($0.kind)) })
    }

    /// What the n-th argument of each command is. Behind a repeated argument every further one counts as that.
    /// `anything` is the pattern for that.
    func argumentRows(
        quoted: (String) -> String, anything: String, answer: (ValueKind) -> String
    ) -> [Row] {
        places.flatMap { place -> [Row] in
            let repeated = place.arguments.firstIndex(where: \.isRepeated)
            let known = place.arguments.prefix(repeated.map { $0 + 1 } ?? place.arguments.count)
            return known.enumerated().map { index, argument in
                ([quoted("\(place.path) ") + (index == repeated ? anything : "\(index)")], answer(argument.kind))
            }
        }
    }
}

extension CommandGroup {
    fileprivate var commands: [(name: String, summary: String)] { children.map { ($0.name, $0.summary) } }
}

extension ValueKind {
    /// The kind as the scripts name it, and the words to choose from.
    var answer: [String] {
        switch self {
        // The commands of a place are offered without being asked for as an argument.
        case .text, .commands: ["text"]
        case .file: ["file"]
        case .directory: ["directory"]
        case .words(let words), .examples(let words): ["words"] + words
        }
    }
}

extension String {
    /// As one word of a POSIX shell, of bash and of zsh.
    var shellQuoted: String { "'\(replacing("'", with: #"'\''"#))'" }

    /// As one word of fish.
    var fishQuoted: String { "'\(replacing(#"\"#, with: #"\\"#).replacing("'", with: #"\'"#))'" }

    /// On one line, and without what the shells take as the end of a field.
    var onOneLine: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
