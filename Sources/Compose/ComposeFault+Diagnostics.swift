internal import Values

extension ComposeFault {
    /// One, but for those within another text.
    var diagnostics: [Diagnostic] {
        if case .within(let diagnostics) = self { return diagnostics.all }
        return [ofShape ?? ofReference ?? Diagnostic(.error, "this is no compose file")]
    }

    /// Words for what does not look as it should.
    private var ofShape: Diagnostic? {
        switch self {
        case .notAMapping(let range): Diagnostic(.error, "a compose file must be a mapping", at: range)
        case .keyIsNoString(let range):
            Diagnostic(.error, "keys must be strings", at: range, hint: "put the key in quotes")
        case .empty(let range):
            Diagnostic(.error, "the compose file has neither services nor secrets", at: range)
        case .template(let fault, let path, let range): Self.diagnostic(fault, path, range)
        case .wrongText(let text, let path, let kind, let range):
            Diagnostic(.error, "\(path.dotted) must be \(kind.words), not \"\(text)\"", at: range)
        case .wrongKind(let path, let kinds, let range):
            Diagnostic(.error, "\(path.dotted) must be a \(kinds.alternatives)", at: range)
        case .notFinite(let path, let range): Diagnostic(.error, "\(path.dotted) must be a finite number", at: range)
        case .unknownKey(let name, let path, let known, let range):
            Diagnostic(
                .error, "\(path.dotted) has no key \"\(name)\"", at: range, hint: Self.suggestion(name, known))
        case .badName(let name, let path, let range):
            Diagnostic(
                .error, "\"\(name)\" is not a name for anything in \(path.dotted)", at: range,
                hint: "names are made of letters, digits, dots, underscores and hyphens")
        case .missingKey(let name, let path, let range):
            Diagnostic(.error, "\(path.dotted) must have the key \"\(name)\"", at: range)
        case .repeated(let text, let path, let range, let first):
            Diagnostic(
                .error, "\"\(text)\" is twice in \(path.dotted)", at: range, notes: [.init("first here", first)])
        case .cannotOverride(let path, let range, let earlier):
            Diagnostic(
                .error, "\(path.dotted) is of another kind here and cannot override what was given before", at: range,
                notes: [.init("given here", earlier)])
        case .expectedPair(let text, let path, let range):
            Diagnostic(.error, "\"\(text)\" in \(path.dotted) is not of the form name=value", at: range)
        case .badSSHKey(let text, let range):
            Diagnostic(
                .error, "\"\(text)\" is no ssh key", at: range,
                hint: "write \"default\", or a name and a path: \"id=path\"")
        case .trailingSpace(let name, let range):
            Diagnostic(.error, "there is a space behind the name \"\(name)\"", at: range)
        case .badHost(let text, let range):
            Diagnostic(.error, "\"\(text)\" gives no address to the host", at: range, hint: "write \"host=address\"")
        case .badHostName(let name, let range): Diagnostic(.error, "\"\(name)\" is no host name", at: range)
        case .badSize(let text, let path, let range):
            Diagnostic(
                .error, "\(path.dotted) must be a size, not \"\(text)\"", at: range, hint: "such as 128m or 1gb")
        case .badMode(let text, let range):
            Diagnostic(.error, "\"\(text)\" is no file mode", at: range, hint: "write it in octal digits, such as 0440")
        default: nil
        }
    }

    /// Words for what is not there, or goes round in circles.
    private var ofReference: Diagnostic? {
        switch self {
        case .extendsWithoutService(let service, let range):
            Diagnostic(.error, "service \"\(service)\" does not say which service it extends", at: range)
        case .extendsUnknown(let name, let file, let known, let range):
            Diagnostic(
                .error, "there is no service \"\(name)\" to extend in \(file)", at: range,
                hint: Self.suggestion(name, known))
        case .extendsCircle(let links, let range):
            Diagnostic(
                .error, "services extend each other in a circle: \(links.map(\.service).joined(separator: " → "))",
                at: range)
        case .extendsTooLong(let limit, let range):
            Diagnostic(.error, "more than \(limit) services extend each other in a row", at: range)
        case .missingFile(let path, let purpose, let range):
            Diagnostic(.error, "\(purpose.rawValue) \(path) does not exist", at: range)
        case .unreadable(let file, let range):
            Diagnostic(.error, "\(file.path) cannot be read: \(file.reason)", at: range)
        case .includeCircle(let files, let range):
            Diagnostic(
                .error, "files include each other in a circle: \(files.joined(separator: " → "))", at: range)
        case .includeTooDeep(let limit, let range):
            Diagnostic(.error, "files include each other more than \(limit) levels deep", at: range)
        case .unknownFormat(let format, let range):
            Diagnostic(.error, "env files of format \"\(format)\" are not known", at: range)
        case .neitherImageNorBuild(let service, let range):
            Diagnostic(.error, "service \"\(service)\" has neither an image nor a build", at: range)
        case .dockerfileTwice(let service, let range, let inline):
            Diagnostic(
                .error, "service \"\(service)\" has both a dockerfile and a dockerfile_inline", at: range,
                notes: [.init("the other is here", inline)])
        case .contextOfUnknownService(let name, let known, let range):
            Diagnostic(
                .error, "there is no service \"\(name)\" to be a context", at: range,
                hint: Self.suggestion(name, known))
        case .contextOfServiceWithoutBuild(let name, let range):
            Diagnostic(.error, "service \"\(name)\" is not built and cannot be a context", at: range)
        case .unknownSecret(let name, let known, let range):
            Diagnostic(
                .error, "there is no secret \"\(name)\"", at: range,
                hint: Self.suggestion(name, known) ?? "declare it at the top level, under secrets")
        case .externalSecret(let name, let range, let declared):
            Diagnostic(
                .error, "secret \"\(name)\" is external and cannot be had while building", at: range,
                notes: [.init("declared here", declared)], hint: "give it a file or an environment variable")
        case .secretWithoutSource(let name, let range):
            Diagnostic(.error, "secret \"\(name)\" must have a file or an environment variable", at: range)
        default: nil
        }
    }

    private static func diagnostic(_ fault: Template.Fault, _ path: [String], _ range: SourceRange?) -> Diagnostic {
        switch fault {
        case .invalid:
            Diagnostic(
                .error, "\(path.dotted) has a variable that is not written as one", at: range,
                hint: "write $$ for a dollar that stands for itself")
        case .tooDeep: Diagnostic(.error, "\(path.dotted) has variables nested too deep", at: range)
        case .required(let name, let reason):
            Diagnostic(
                .error,
                "variable \(name), which \(path.dotted) needs, is not set\(reason.isEmpty ? "" : ": \(reason)")",
                at: range)
        }
    }

    private static func suggestion(_ name: String, _ known: [String]) -> String? {
        Spelling.nearest(to: name, among: known).map { "did you mean \"\($0)\"?" }
    }
}

extension [String] {
    /// `services.web.build`; the compose file itself when there is nothing.
    var dotted: String { isEmpty ? "the compose file" : joined(separator: ".") }
}

extension CastKind {
    var words: String {
        switch self {
        case .boolean: "true or false"
        case .integer: "a whole number"
        case .number: "a number"
        }
    }
}
