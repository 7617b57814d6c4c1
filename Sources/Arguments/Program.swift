/// The whole command line of a program: its commands, and the options that all of them share.
///
/// It is pure. Words and variables go in; an action with its invocation, a help text, a completion script or a
/// `UsageError` comes out. Printing and exiting are the caller's.
package struct Program<Globals: Sendable, Action: Sendable>: Sendable {
    /// The keys that the program's own declaration returned; every invocation has their values.
    package let globals: Globals
    let root: CommandGroup<Action>
    let declaration: Declaration
    let helpFlag: Option<Bool>
    let exitCodes: KeyValuePairs<Int, String>

    /// What a command line asks for.
    package enum Request: Sendable {
        case run(Action, Invocation)
        case help(Help)
    }

    /// `declare` declares the options that may stand before, between and behind the names of commands, and the examples
    /// of the program; `--help` is added to them. `exitCodes` are for the help alone.
    package init(
        _ name: String, summary: String, discussion: String = "", exitCodes: KeyValuePairs<Int, String> = [:],
        sections: [CommandSection<Action>], hidden: [CommandTree<Action>] = [],
        declare: (_ declare: inout Declaration) -> Globals
    ) {
        var declaration = Declaration()
        helpFlag = declaration.flag("--help", short: "h", help: "Show help for the command")
        globals = declare(&declaration)
        precondition(declaration.arguments.isEmpty, "'\(name)' takes a command where it declares an argument")
        self.declaration = declaration
        self.exitCodes = exitCodes
        root = CommandGroup(name, summary: summary, discussion: discussion, sections: sections, hidden: hidden)
    }

    /// What `words`, which do not include the program's own name, ask for.
    ///
    /// A request for help is heard wherever it stands, whatever else is wrong, and is about the command that the line
    /// names. A variable that is set but empty counts as unset.
    package func parse(
        _ words: [String], environment: (_ variable: String) -> String? = { _ in nil }
    ) throws(UsageError) -> Request {
        var parser = Parser(self)
        parser.read(words)
        if parser.wantsHelp { return .help(help(of: parser.place, path: parser.path)) }
        do {
            let (action, invocation) = try parser.finish(environment: environment)
            return .run(action, invocation)
        } catch {
            throw UsageError(path: parser.path, fault: error)
        }
    }

    /// What `words` say of an option that all commands share, whatever else is wrong with them; what it is without
    /// them where they say nothing that can be understood.
    package func value<Value>(
        of option: Option<Value>, in words: [String], environment: (_ variable: String) -> String? = { _ in nil }
    ) -> Value {
        var parser = Parser(self)
        parser.read(words)
        return parser.value(of: option, environment: environment)
    }

    /// The help of the command that `names` lead to, the program's own name left out.
    package func help(on names: some Sequence<String>) throws(UsageError) -> Help {
        var place = CommandTree.group(root)
        var path = [root.name]
        for name in names {
            do throws(ArgumentError) {
                place = try place.child(named: name)
            } catch {
                throw UsageError(path: path, fault: error)
            }
            path.append(name)
        }
        return help(of: place, path: path)
    }
}
