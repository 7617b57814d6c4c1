internal import Host
internal import Values

/// A program that keeps credentials, and is asked over its standard streams: `docker-credential-NAME get | store | erase`.
///
/// What it says is never shown, since it may be a secret.
struct CredentialHelper {
    private let name: String
    private let path: String?
    private let limit: Double

    /// Docker's name for the user of an identity token.
    static let tokenName = "<token>"

    /// `path` is where it is looked for; `limit` is for how many seconds it is waited for.
    init(_ name: String, path: String?, limit: Double) {
        self.name = name
        self.path = path
        self.limit = limit
    }

    var program: String { "docker-credential-\(name)" }

    /// Nil where it has none.
    func credentials(for registry: String) throws -> Credentials? {
        let server = RegistryName.stored(registry)
        let outcome = try run("get", Array(server.utf8))
        if !outcome.succeeded, Self.meansNone(outcome.output) { return nil }
        try check(outcome, "get", server)
        guard let answer = try? JSON(parsing: outcome.output), let name = answer["Username"]?.string,
            let secret = answer["Secret"]?.string
        else { throw fault("answers with something that is no credentials", hint(for: "get", server)) }
        if secret.isEmpty { return nil }
        return Credentials(name: name, secret: secret)
    }

    func store(_ credentials: Credentials, for registry: String) throws {
        let server = RegistryName.stored(registry)
        let (name, secret) = credentials.pair
        let entry: JSON = ["ServerURL": .string(server), "Username": .string(name), "Secret": .string(secret)]
        try check(try run("store", entry.encoded()), "store", nil)
    }

    /// False where it had none.
    func erase(_ registry: String) throws -> Bool {
        let server = RegistryName.stored(registry)
        let outcome = try run("erase", Array(server.utf8))
        if !outcome.succeeded, Self.meansNone(outcome.output) { return false }
        try check(outcome, "erase", server)
        return true
    }

    private func run(_ verb: String, _ input: [UInt8]) throws -> Subprocess.Outcome {
        guard let place = place else {
            throw fault(
                "is not installed, or not in PATH", "install it, or take \"\(name)\" out of Docker's config.json")
        }
        do {
            return try Subprocess(place.word, [verb]).run(input: input, limit: Self.mostOutput, seconds: limit)
        } catch SubprocessFault.tooSlow {
            throw fault("does not answer within \(Self.text(of: limit)) seconds", hint(for: verb, nil))
        } catch SubprocessFault.tooMuchOutput {
            throw fault("answers with something that is no credentials", nil)
        } catch SubprocessFault.notStarted(_, let code) {
            throw fault("cannot be started: \(code)", nil)
        }
    }

    private static let mostOutput = 1 << 20

    private static func text(of seconds: Double) -> String {
        Int(exactly: seconds).map(String.init) ?? "\(seconds)"
    }

    private var place: Path? {
        // What is no name would lead out of PATH.
        guard !name.utf8.contains(UInt8(ascii: "/")) else { return nil }
        return path?.split(separator: ":").lazy.map { Path(word: String($0)) / program }.first { $0.isProgram }
    }

    /// By the words that the protocol has for it.
    private static func meansNone(_ output: [UInt8]) -> Bool {
        output.starts(with: "credentials not found in native keychain".utf8)
    }

    private func check(_ outcome: Subprocess.Outcome, _ verb: String, _ server: String?) throws(RegistryFault) {
        switch outcome.end {
        case .exited(0): return
        case .exited(let code): throw fault("fails with exit code \(code)", hint(for: verb, server))
        case .killed(let signal): throw fault("was ended by signal \(signal)", hint(for: verb, server))
        }
    }

    private func fault(_ reason: String, _ hint: String?) -> RegistryFault {
        .credentialHelper(program, reason: reason, hint: hint)
    }

    private func hint(for verb: String, _ server: String?) -> String? {
        server.map { "what it says is shown by `echo \($0) | \(program) \(verb)`" }
    }
}

extension Credentials {
    /// As Docker keeps them: a user that it calls `<token>` has an identity token.
    package init(name: String, secret: String) {
        self = name == CredentialHelper.tokenName ? .identityToken(secret) : .password(name: name, password: secret)
    }

    /// As Docker keeps them.
    var pair: (name: String, secret: String) {
        switch self {
        case .password(let name, let password): (name, password)
        case .identityToken(let token): (CredentialHelper.tokenName, token)
        }
    }
}

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

extension Path {
    fileprivate var isProgram: Bool {
        var status = stat()
        return withCString { stat($0, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && access($0, X_OK) == 0 }
    }
}
