internal import Values

extension EntryFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noFields: "there is nothing where key=value is expected"
        case .strayQuote(let text): "a quote stands in the midst of a field: \(text)"
        case .openQuote(let text): "a quote is not closed: \(text)"
        case .notKeyValue("", let kind): "\(kind.indefinite) has an empty field"
        case .notKeyValue(let text, let kind): "\"\(text)\" in \(kind.indefinite) is not of the form key=value"
        case .unknownKey(let key, let kind): "\(kind.indefinite) has no key \"\(key)\""
        case .missingType(let kind): "\(kind.indefinite) needs a type"
        case .emptyValue(let key, let kind): "the key \"\(key)\" of \(kind.indefinite) needs a value"
        case .notBoolean(let text, let key): "\"\(text)\" is neither true nor false, as \"\(key)\" must be"
        case .notWholeNumber(let text, let key): "\"\(text)\" is not a whole number of 64 bits, as \"\(key)\" must be"
        case .notMemorySize(let text, let key): "\"\(text)\" is not an amount of memory, as \"\(key)\" must be"
        case .unknownWord(let word, let noun, _): "unknown \(noun) \"\(word)\""
        case .secondName(let text, let kind): "\(kind.indefinite) has two names: \"\(text)\""
        case .notAnnotation(let text): "the annotation \"\(text)\" is not of the form key=value"
        case .badAnnotationType(let text): "\"\(text)\" does not say where an annotation belongs"
        case .notUlimit(let text): "the ulimit \"\(text)\" is not of the form name=soft:hard"
        case .tooManyLimits(let text): "the ulimit \"\(text)\" has more than two values"
        case .softAboveHard(-1, let hard): "the soft limit is unlimited, and the hard limit \(hard)"
        case .softAboveHard(let soft, let hard): "the soft limit \(soft) is above the hard limit \(hard)"
        case .unwantedValue(let name): "the entitlement \"\(name)\" takes no value"
        case .platform(let fault): "\(fault)"
        case .wrongType(nil, let expected, let found): "expected \(expected), not \(found)"
        case .wrongType(let name?, let expected, let found): "\"\(name)\" must be \(expected), not \(found)"
        case .null(nil): "an entry cannot be null"
        case .null(let name?): "\"\(name)\" cannot be null"
        case .element(_, let fault): "\(fault)"
        default: wordsOfCheck
        }
    }

    private var wordsOfCheck: String {
        switch self {
        case .destinationMissing(let type): "an output of type \(type) needs a dest"
        case .destinationIsStandardOutput(let type): "an output of type \(type) cannot go to the standard output"
        case .destinationIsNoDirectory(let path): "the destination \"\(path)\" is there and is not a directory"
        case .destinationIsDirectory(let path): "the destination \"\(path)\" is a directory, and should be a file"
        case .unreachable(let path): "a part of the path \"\(path)\" is not a directory"
        case .standardOutputTaken: "more than one output goes to the standard output"
        case .secretWithoutID: "a secret needs an id"
        case .secretFileMissing(let id, _, true):
            "there is neither an environment variable nor a file for the secret \"\(id)\""
        case .secretFileMissing(let id, let path, false): "the file \"\(path)\" of the secret \"\(id)\" does not exist"
        case .secretTooLarge(let id, let limit): "the secret \"\(id)\" is larger than \(limit / 1024) KiB"
        case .agentTwice(let id): "the ssh id \"\(id)\" is used twice"
        case .noAgent(let id): "there is no ssh agent for the id \"\(id)\": SSH_AUTH_SOCK is not set"
        case .keyMissing(let id, let path): "\"\(path)\", for the ssh id \"\(id)\", does not exist"
        case .keyUnreadable(let id, let file):
            "\"\(file.path)\", for the ssh id \"\(id)\", cannot be read: \(file.reason)"
        case .notPrivateKey(let id, let path):
            "\"\(path)\", for the ssh id \"\(id)\", is neither a socket nor a private key"
        case .keyHasPassphrase(let id, let path): "the key \"\(path)\", for the ssh id \"\(id)\", has a passphrase"
        case .socketAmongOthers(let id): "the ssh id \"\(id)\" has a socket and something else"
        default: ""
        }
    }
}

extension EntryFault {
    /// The next step, where there is one to offer.
    package var hint: String? {
        switch self {
        case .unknownKey(let key, let kind): Self.offer(kind.keys ?? [], for: key)
        case .unknownWord(let word, _, let known): Self.offer(known, for: word)
        case .notKeyValue(_, let kind), .missingType(let kind): "for example \"\(kind.example)\""
        case .strayQuote, .openQuote: "quote the whole field, and write a quote in it twice"
        case .notBoolean: "write true or false"
        case .notMemorySize: "for example \"512m\" or \"2g\""
        case .notAnnotation: "for example \"manifest:org.opencontainers.image.title=app\""
        case .badAnnotationType: "for example \"index\" or \"manifest[linux/amd64]\""
        case .notUlimit, .tooManyLimits: "for example \"nofile=1024:2048\""
        case .platform(let fault): fault.hint
        case .element(_, let fault): fault.hint
        case .noAgent: "start an agent, or give a key: \"default=path/to/key\""
        case .keyHasPassphrase: "add it to an ssh agent, and give the agent instead"
        case .secretFileMissing(let id, _, true): "say where it comes from: \"id=\(id),src=…\" or \"id=\(id),env=…\""
        default: nil
        }
    }

    private static func offer(_ known: [String], for word: String) -> String? {
        if let near = Spelling.nearest(to: word, among: known) { return "did you mean \"\(near)\"?" }
        return known.isEmpty ? nil : "there are \(known.joined(separator: ", "))"
    }
}

extension EntryKind {
    fileprivate var indefinite: String {
        switch self {
        case .resources: "resources"
        case .output, .attestation, .ssh: "an \(self)"
        case .cache, .secret, .policy, .call: "a \(self)"
        }
    }
}
