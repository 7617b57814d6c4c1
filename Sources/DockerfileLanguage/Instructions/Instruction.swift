package import OCI
package import Values

/// One instruction of a stage, or a global ARG, as it is written.
package struct Instruction: Sendable {
    /// The first word, as written: `RUN`, `run`.
    package let word: String
    /// All of it, its lines joined, without what stands around it.
    package let text: String
    /// Counted from 1, heredocs included.
    package let lines: ClosedRange<Int>
    package let range: SourceRange
    /// The comments right above it, without `#`.
    package let comments: [String]
    package var content: Content
    /// Whether it stands in the base, so that lines and range are those of the FROM.
    var isTrigger = false

    package indirect enum Content: Sendable {
        case add(Copying)
        case arg([ArgumentDefinition])
        case cmd(CommandLine)
        case copy(Copying)
        case entrypoint(CommandLine)
        case env([Assignment])
        case expose([String])
        case healthcheck(Healthcheck)
        case label([Assignment])
        case maintainer(String)
        case onbuild(String)
        case run(Running)
        case shell([String])
        case stopsignal(String)
        case user(String)
        case volume([String])
        case workdir(String)
    }

    package init(
        word: String, text: String, lines: ClosedRange<Int>, range: SourceRange, comments: [String], content: Content
    ) {
        self.word = word
        self.text = text
        self.lines = lines
        self.range = range
        self.comments = comments
        self.content = content
    }
}

/// `KEY=VALUE` of ENV and LABEL, words not expanded.
package struct Assignment: Equatable, Sendable {
    package var key: String
    package var value: String
    /// Whether it is written the old way, `KEY VALUE`.
    package let isLegacy: Bool

    package init(key: String, value: String, isLegacy: Bool = false) {
        self.key = key
        self.value = value
        self.isLegacy = isLegacy
    }
}

/// `NAME` or `NAME=DEFAULT` of ARG.
package struct ArgumentDefinition: Equatable, Sendable {
    package let name: String
    package let value: String?
    /// The comment right above it that begins with its name.
    package let description: String?

    package init(name: String, value: String?, description: String? = nil) {
        self.name = name
        self.value = value
        self.description = description
    }
}

/// What RUN, CMD and ENTRYPOINT are given.
package struct CommandLine: Equatable, Sendable {
    /// The arguments of the JSON form; else the one text that is for the shell, or none.
    package var words: [String]
    package let isForShell: Bool
    package let heredocs: [Heredoc]

    package init(words: [String], isForShell: Bool, heredocs: [Heredoc] = []) {
        self.words = words
        self.isForShell = isForShell
        self.heredocs = heredocs
    }
}

/// A text between `<<NAME` and `NAME`.
package struct Heredoc: Equatable, Sendable {
    package let name: String
    /// As it stands in the file, tabs included.
    package var content: String
    /// Whether no part of the name is quoted.
    package let expands: Bool
    /// Whether it begins with `<<-`, which drops the tabs that lines begin with.
    package let chomps: Bool

    package init(name: String, content: String, expands: Bool, chomps: Bool) {
        self.name = name
        self.content = content
        self.expands = expands
        self.chomps = chomps
    }

    /// The content without the tabs that lines begin with, where those are to be dropped.
    package var text: String {
        guard chomps else { return content }
        var isAtStart = true
        let kept = content.utf8.filter { byte in
            if isAtStart, byte == UInt8(ascii: "\t") { return false }
            isAtStart = byte == UInt8(ascii: "\n")
            return true
        }
        return String(decoding: kept, as: UTF8.self)
    }
}

/// What COPY and ADD are given, words not expanded.
package struct Copying: Equatable, Sendable {
    package var sources: [String] = []
    /// Sources that stand in the Dockerfile.
    package var heredocs: [Heredoc] = []
    package var destination = ""
    /// COPY only: a stage, a named context or an image.
    package var from: String?
    package var owner: String?
    package var mode: String?
    package var isLink = false
    package var excludes: [String] = []
    package var keepsParents = false
    /// ADD only.
    package var keepsGitDirectory: Bool?
    package var checksum: String?
    package var unpacks: Bool?

    package init() {}
}

/// What RUN is given.
package struct Running: Sendable {
    package var command: CommandLine
    package var mounts: [WrittenMount] = []
    package var network = Network.standard
    package var security = Security.sandbox
    package var devices: [Device] = []

    package enum Network: String, Sendable {
        case standard = "default"
        case none
        case host
    }

    package enum Security: String, Sendable {
        case sandbox
        case insecure
    }

    package init(command: CommandLine) {
        self.command = command
    }
}

/// `--device=vendor.com/device,required`
package struct Device: Equatable, Sendable {
    package let name: String
    package let isRequired: Bool

    package init(name: String, isRequired: Bool) {
        self.name = name
        self.isRequired = isRequired
    }
}
