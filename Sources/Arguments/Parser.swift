/// Reads a command line, word by word, from the left.
///
/// It does not stop at the first fault but remembers it and reads on, because a `--help` further along matters more.
/// Words are taken apart by UTF-8 and not by `Character`: a value may begin with a combining mark, which would make
/// one character with the `=` before it.
struct Parser<Globals: Sendable, Action: Sendable> {
    private(set) var place: CommandTree<Action>
    private(set) var path: [String]
    private let helpFlag: Option<Bool>
    private var options: [DeclaredOption]
    private var declared: (declaration: Declaration, action: Action)?
    private var given: [Slot: [GivenValue]] = [:]
    private var arguments: [String] = []
    private var fault: ArgumentError?

    init(_ program: Program<Globals, Action>) {
        place = .group(program.root)
        path = [program.root.name]
        helpFlag = program.helpFlag
        options = program.declaration.options
        for flag in program.root.flags { flag.checkClash(with: options) }
    }

    mutating func read(_ words: [String]) {
        var words = words[...]
        while let word = words.popFirst() {
            if word == "--" {
                for word in words { readPlain(word) }
                return
            } else if word.utf8.starts(with: "--".utf8) {
                readLong(word, &words)
            } else if word.utf8.first == UInt8(ascii: "-"), word.utf8.count > 1 {
                readShort(word, &words)
            } else {
                readPlain(word)
            }
        }
    }

    /// A word that is no option: the name of a command until one is reached, then an argument.
    private mutating func readPlain(_ word: String) {
        if case .command = place {
            arguments.append(word)
            return
        }
        do throws(ArgumentError) {
            enter(try place.child(named: word))
        } catch {
            note(error)
        }
    }

    private mutating func enter(_ child: CommandTree<Action>) {
        place = child
        path.append(child.name)
        switch child {
        case .group(let group): for flag in group.flags { flag.checkClash(with: options) }
        case .command(let command): reach(command)
        }
    }

    private mutating func reach(_ command: Command<Action>) {
        let declared = command.declared()
        for option in declared.declaration.options { option.checkClash(with: options) }
        options += declared.declaration.options
        self.declared = declared
    }

    /// `--name`, `--name value` or `--name=value`. A flag takes only the last of these.
    private mutating func readLong(_ word: String, _ rest: inout ArraySlice<String>) {
        let equals = word.utf8.firstIndex(of: UInt8(ascii: "="))
        let name = word[..<(equals ?? word.endIndex)]
        if let child = child(flagged: name) {
            guard let equals else { return enter(child) }
            let value = String(word[word.utf8.index(after: equals)...])
            return note(.invalidValue(value, .option(String(name)), choices: [], cause: nil))
        }
        guard let option = options.first(where: { $0.long == name }) else {
            note(.unknownOption(equals == nil || name == "--" ? word : String(name), word: word, known: known))
            return
        }
        if let equals {
            add(String(word[word.utf8.index(after: equals)...]), to: option)
        } else {
            addNext(of: &rest, to: option)
        }
    }

    /// The command that a flag stands for here.
    private func child(flagged name: Substring) -> CommandTree<Action>? {
        guard case .group(let group) = place else { return nil }
        return group.children.first { $0.flag.map { $0.long == name } ?? false }
    }

    /// `-a`, `-abc`, and for a letter that takes a value `-x value`, `-xvalue` or `-x=value`.
    private mutating func readShort(_ word: String, _ rest: inout ArraySlice<String>) {
        var letters = word.unicodeScalars.dropFirst()
        while let letter = letters.popFirst() {
            guard let option = options.first(where: { $0.short == letter }) else {
                note(.unknownOption("-\(letter)", word: word, known: known))
                return
            }
            if letters.first == "=" {
                return add(String(letters.dropFirst()), to: option)
            } else if option.isFlag {
                add("true", to: option)
            } else if letters.isEmpty {
                addNext(of: &rest, to: option)
            } else {
                return add(String(letters), to: option)
            }
        }
    }

    /// Takes the next word as the value, whatever it looks like: `--name -x` names something "-x".
    private mutating func addNext(of rest: inout ArraySlice<String>, to option: DeclaredOption) {
        guard let value = option.value else { return add("true", to: option) }
        guard let word = rest.popFirst() else { return note(.missingValue(option: option.long, value: value)) }
        add(word, to: option)
    }

    private mutating func add(_ text: String, to option: DeclaredOption) {
        let value = GivenValue(text: text, source: .option(option.long))
        given[option.slot, default: []].append(value)
        if let (other, text) = option.standsFor, (try? ValueReader.boolean.read(value)) == true {
            given[other, default: []].append(GivenValue(text: text, source: .option(option.long)))
        }
    }

    private mutating func note(_ fault: ArgumentError) {
        if self.fault == nil { self.fault = fault }
    }

    private var known: [String] {
        guard case .group(let group) = place else { return options.map(\.long) }
        return (options + group.flags).map(\.long)
    }
}

extension Parser {
    var wantsHelp: Bool {
        given[helpFlag.slot]?.last.map { (try? ValueReader.boolean.read($0)) ?? false } ?? false
    }

    /// The value of one option, and its default where there is none to be read.
    func value<Value>(of option: Option<Value>, environment: (String) -> String?) -> Value {
        guard let declared = options.first(where: { $0.slot == option.slot }) else {
            preconditionFailure("a key was used that '\(path.joined(separator: " "))' does not declare")
        }
        let given = given[declared.slot] ?? declared.given(by: environment)
        guard let value = (try? declared.resolve(given)) ?? (try? declared.resolve([])), let value = value as? Value
        else { preconditionFailure("'\(declared.long)' has no value of its type when it is not given") }
        return value
    }

    /// The action reached and a value for every key, or the first thing that is wrong.
    func finish(environment: (String) -> String?) throws(ArgumentError) -> (Action, Invocation) {
        if let fault { throw fault }
        guard let declared else { throw .missingCommand(group: path.joined(separator: " ")) }
        var invocation = Invocation(path: path)
        for option in options {
            let given = given[option.slot] ?? option.given(by: environment)
            invocation.set(option.slot, to: try option.resolve(given), isGiven: !given.isEmpty)
        }
        try assign(to: declared.declaration.arguments, in: &invocation)
        return (declared.action, invocation)
    }

    /// Deals the words out from the left; a repeated argument leaves as many as those behind it must have.
    private func assign(to declared: [DeclaredArgument], in invocation: inout Invocation) throws(ArgumentError) {
        var words = arguments[...]
        var needed = declared.reduce(0) { $0 + $1.minimum }
        for argument in declared {
            needed -= argument.minimum
            let room = max(words.count - needed, argument.minimum)
            let taken = words.prefix(argument.isRepeated ? room : min(room, 1))
            guard taken.count >= argument.minimum else { throw .missingArgument(argument.name) }
            words.removeFirst(taken.count)
            let given = taken.map { GivenValue(text: $0, source: .argument(argument.name)) }
            invocation.set(argument.slot, to: try argument.resolve(given), isGiven: !given.isEmpty)
        }
        if let extra = words.first { throw .unexpectedArgument(extra) }
    }
}

extension DeclaredOption {
    fileprivate func given(by environment: (String) -> String?) -> [GivenValue] {
        guard let variable = self.environment, let text = environment(variable), !text.isEmpty else { return [] }
        return [GivenValue(text: text, source: .environment(variable, option: long))]
    }
}
