internal import Values

extension SyntaxFault: CustomStringConvertible {
    var description: String {
        switch self {
        case .emptyFile: "the Dockerfile is empty"
        case .noInstructions: "the Dockerfile has no instructions"
        case .noStage: "the Dockerfile has no stage to build"
        case .lineTooLong(let length):
            "a line of \(length) bytes is too long: \(FileLines.longest) are the most there may be"
        case .repeatedDirective(let name): "there is a second directive \"\(name)\""
        case .badEscape(let text): "\"\(text)\" cannot be the escape"
        case .unknownInstruction(""): "an instruction is missing"
        case .unknownInstruction(let word): "unknown instruction \"\(word)\""
        case .outsideStage(let keyword): "\(keyword.name) stands before the first FROM"
        case .noArguments(let keyword): "\(keyword.name) needs an argument"
        case .noDestination(let keyword): "\(keyword.name) needs a source and a destination"
        case .notString: "an array in JSON may hold nothing but strings here"
        case .notArray(let keyword): "\(keyword.name) takes an array of strings in JSON"
        case .openHeredoc(let name, _): "the heredoc \"\(name)\" does not end"
        case .badHeredocName: "the name of a heredoc is malformed"
        case .heredocAsDestination(let keyword): "the destination of \(keyword.name) cannot be a heredoc"
        default: wordsOfInstruction
        }
    }

    private var wordsOfInstruction: String {
        switch self {
        case .unknownFlag(let name, let keyword): "\(keyword.name) has no flag \"--\(name)\""
        case .repeatedFlag(let name): "the flag \"--\(name)\" is given twice"
        case .flagWithoutValue(let name): "the flag \"--\(name)\" needs a value"
        case .notBoolean(let text, let flag): "\"\(text)\" is neither true nor false, as \"--\(flag)\" must be"
        case .noValue(let name, let keyword): "\(keyword.name) gives \"\(name)\" no value"
        case .noEquals(let word, let keyword): "\"\(word)\" in \(keyword.name) is not of the form name=value"
        case .blankName(let keyword): "a name is missing in \(keyword.name)"
        case .fromForm: "FROM takes an image or a stage, and a name behind AS if need be"
        case .badStageName(let name): "\"\(name)\" cannot be the name of a stage"
        case .triggerInTrigger: "ONBUILD cannot trigger another ONBUILD"
        case .badTrigger(let word): "ONBUILD cannot trigger \(word)"
        case .emptyVolume: "the path of a volume is empty"
        case .noneWithArguments: "HEALTHCHECK NONE takes no arguments"
        case .noCheckCommand: "HEALTHCHECK CMD needs a command"
        case .unknownCheck(let word): "unknown kind of HEALTHCHECK \"\(word)\""
        case .notDuration(let text, let flag): "\"\(text)\" is not a length of time, as \"--\(flag)\" must be"
        case .shortDuration(let text, let flag): "\"\(text)\" is too short: \"--\(flag)\" must be 1ms at least"
        case .badRetries(let text): "\"\(text)\" is not a number of retries"
        case .unknownNetwork(let word): "unknown network \"\(word)\""
        case .unknownSecurity(let word): "unknown security mode \"\(word)\""
        case .mount(let fault): "\(fault)"
        case .device(let fault): "\(fault)"
        case .emptyTrigger: "a trigger has nothing in it"
        case .manyInTrigger: "a trigger must be one instruction"
        case .stageInTrigger: "FROM cannot be a trigger"
        default: ""
        }
    }
}

extension SyntaxFault {
    func diagnostic(at range: SourceRange?) -> Diagnostic {
        Diagnostic(.error, Self.shortened("\(self)"), at: range, hint: hint.map(Self.shortened))
    }

    /// Words can be as long as a file. What begins one tells it.
    private static func shortened(_ text: String) -> String {
        let most = 300
        return text.utf8.count <= most ? text : String(text.unicodeScalars.prefix(most)) + "…"
    }

    /// The next step, where there is one to offer.
    var hint: String? {
        switch self {
        case .noInstructions, .emptyFile, .noStage, .outsideStage:
            "a stage begins with FROM, for example \"FROM alpine\""
        case .lineTooLong: "continue it on the next line with a backslash"
        case .badEscape: "it is either \\ or `"
        case .unknownInstruction(let word): Self.instruction(for: word)
        case .noDestination: "the last argument is the destination, \".\" for the working directory"
        case .notString: "put it in double quotes"
        case .notArray(let keyword): "for example \(keyword.name) [\"/bin/bash\", \"-c\"]"
        case .openHeredoc(let name, isIndented: true): "write \"<<-\(name)\", so that the end may stand behind tabs"
        case .openHeredoc(let name, isIndented: false): Self.heredoc(name)
        case .unknownFlag(let name, let keyword): Self.flag(for: name, of: keyword)
        case .flagWithoutValue(let name): "write \"--\(name)=…\""
        case .notBoolean: "write true or false"
        case .noValue(let name, _): "write \"\(name)=…\""
        case .noEquals(let word, _): "a value with blanks must be quoted; \"\(word)=\" would be empty"
        case .badStageName: "names begin with a letter, and have letters, digits, \"-\", \"_\" and \".\""
        case .fromForm: "for example \"FROM alpine AS base\""
        case .unknownCheck: "there are CMD and NONE"
        case .notDuration, .shortDuration: "for example \"30s\" or \"1m30s\""
        case .badRetries: "it is a whole number, 0 for the default"
        case .unknownNetwork(let word): Self.offer(["default", "none", "host"], for: word)
        case .unknownSecurity(let word): Self.offer(["sandbox", "insecure"], for: word)
        case .mount(let fault): fault.hint
        case .device(let fault): fault.hint
        default: nil
        }
    }

    private static func instruction(for word: String) -> String? {
        let found = Spelling.nearest(to: word, among: Keyword.allCases.map(\.name))
        return found.map { "did you mean \($0)?" }
    }

    private static func heredoc(_ name: String) -> String {
        let isShift = name.utf8.first.map { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ?? true
        return isShift
            ? "\"<<\" begins one in arithmetic, too; write it without blanks around it"
            : "it ends with a line that is \(name) and nothing else"
    }

    private static func flag(for name: String, of keyword: Keyword) -> String {
        let known = keyword.flags
        if let found = Spelling.nearest(to: name, among: known) { return "did you mean \"--\(found)\"?" }
        if known.isEmpty { return "\(keyword.name) has no flags; write \"--\" before words that begin with it" }
        return "known flags: \(known.map { "--\($0)" }.joined(separator: ", "))"
    }

    static func offer(_ known: [String], for word: String) -> String {
        let whole = word.isEmpty ? nil : known.first { $0.hasPrefix(word.lowercased()) }
        if let found = whole ?? Spelling.nearest(to: word, among: known) { return "did you mean \"\(found)\"?" }
        return "there are \(known.joined(separator: ", "))"
    }
}
