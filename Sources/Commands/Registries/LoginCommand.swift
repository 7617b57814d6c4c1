internal import Arguments
internal import Console
internal import Host
internal import Registry
internal import Synchronization
internal import Values

extension Hearth {
    static let login: Command<Action> = Command(
        "login", summary: "Log in to a registry",
        discussion: """
            Asks the registry whether it takes the name and the password, and keeps them then where Docker does: with the helper that
            Docker's config.json names, or else in that file. What is not given is asked for at the terminal; the password is not shown.

            REGISTRY/PATH is a login for what is below a path of a registry.
            """
    ) { declare in
        let login = LoginCommand(&declare)
        declare.example("hearth login registry.example", "Asks for name and password.")
        declare.example(
            "echo \"$TOKEN\" | hearth login ghcr.io -u me --password-stdin", "Logs in where nobody sits, as in CI.")
        return { invocation, context in try login.run(invocation, context) }
    }
}

/// The options of `login`, and what it does.
private struct LoginCommand {
    private let place: Argument<LoginPlace?>
    private let name: Option<String?>
    private let password: Option<String?>
    private let passwordFromInput: Option<Bool>

    /// Seconds after which a registry that cannot be reached is given up: somebody waits.
    private static let patience = 10.0

    init(_ declare: inout Declaration) {
        place = LoginPlace.argument(&declare)
        name = declare.option("--username", short: "u", value: "NAME", help: "Who logs in")
        password = declare.option(
            "--password", short: "p", value: "PASSWORD", help: "The password, which others on this machine can see here"
        )
        passwordFromInput = declare.flag("--password-stdin", help: "Read the password from standard input")
    }

    func run(_ invocation: Invocation, _ context: Context) throws {
        let place = invocation[place] ?? .dockerHub
        let environment = { @Sendable (name: String) in Environment.value(of: name) }
        let logins = try Logins(environment: environment)
        let (name, password) = try answers(invocation, context)
        let credentials = Credentials(name: name, secret: password)
        try check(credentials, place, try RegistrySettings(reading: environment), context)
        let keeper = try logins.keep(credentials, for: place)
        try tell(name, place, keeper, context)
    }

    private func check(
        _ credentials: Credentials, _ place: LoginPlace, _ settings: RegistrySettings, _ context: Context
    ) throws {
        var settings = settings
        settings.patience = min(settings.patience, Self.patience)
        let notices = Notices(context.messages)
        let client = RegistryClient(
            place.registry, settings, GivenLogin(credentials), notice: { notices.hear($0) })
        do {
            guard try !client.takesLogin() else { return }
            context.messages.warn(
                "\(place.registry) asks nobody for a password: whether this one is right is not known")
        } catch let fault as RegistryFault {
            guard case .unauthorized = fault else { throw fault }
            throw LoginRefused(fault: fault)
        }
    }

    private func tell(_ name: String, _ place: LoginPlace, _ keeper: Logins.Keeper, _ context: Context) throws {
        let kept: JSON.Member, words: String
        switch keeper {
        case .helper(let program): (kept, words) = (JSON.Member("helper", .string(program)), "kept by \(program)")
        case .file(let path): (kept, words) = (JSON.Member("file", .string(path.word)), "kept, unencrypted, in \(path)")
        }
        if context.wantsJSON {
            let login = [JSON.Member("registry", .string("\(place)")), JSON.Member("username", .string(name)), kept]
            return try context.output.json(.object(login))
        }
        try context.output.line("logged in to \(place) as \(name); \(words)".spellingOutControls())
    }
}

/// What is told again and again is told once.
private final class Notices: Sendable {
    private let messages: Messages
    private let last = Mutex<String?>(nil)

    init(_ messages: Messages) {
        self.messages = messages
    }

    func hear(_ notice: String) {
        let isNew = last.withLock { last in
            defer { last = notice }
            return last != notice
        }
        if isNew { messages.warn(notice) }
    }
}

/// To log in is no advice to somebody who does.
private struct LoginRefused: Hinting, CustomStringConvertible {
    let fault: RegistryFault

    var description: String { fault.description }
    var hint: String? { "some registries take access tokens in the place of passwords, and nothing else" }
}

// Name and password.
extension LoginCommand {
    private func answers(_ invocation: Invocation, _ context: Context) throws -> (name: String, password: String) {
        if invocation[password] != nil, invocation[passwordFromInput] {
            throw UserError("--password and --password-stdin are two passwords")
        }
        if invocation[passwordFromInput], invocation[name] == nil {
            throw UserError(
                "standard input has the password, and nobody is left to ask for the name", hint: "add --username")
        }
        if invocation[password] != nil {
            context.messages.warn("a password on the command line can be seen by others")
            context.messages.hint("--password-stdin reads it from standard input")
        }
        let name = try invocation[name] ?? ask("Username: ", option: "--username")
        // A name and a password are sent with a colon between them.
        guard !name.isEmpty, !name.contains(":") else { throw UserError("the name is empty, or has a colon in it") }
        let password = try password(invocation)
        guard !password.isEmpty else { throw UserError("the password is empty") }
        return (name, password)
    }

    private func password(_ invocation: Invocation) throws -> String {
        if let password = invocation[password] { return password }
        guard invocation[passwordFromInput] else {
            return try ask("Password: ", option: "--password-stdin", hidden: true)
        }
        var bytes = try OpenFile.standardInput.readToEnd(limit: 1 << 20)
        for end in "\n\r".utf8 where bytes.last == end { bytes.removeLast() }
        guard let password = String(validating: bytes, as: UTF8.self) else {
            throw UserError("the password on standard input is no text in UTF-8")
        }
        return password
    }

    private func ask(_ question: String, option: String, hidden: Bool = false) throws -> String {
        guard TerminalInput.isInteractive else {
            throw UserError(
                "there is no terminal to ask for what is missing", hint: "use --username and --password-stdin")
        }
        guard let line = try TerminalInput.line(asking: question, hidden: hidden) else {
            throw UserError("nothing was typed", hint: "\(option) says it")
        }
        return line
    }
}
