internal import BakeLanguage
internal import Console
internal import DockerfileLanguage
internal import Host
internal import Planning
internal import Values

/// What `--call` asks of a Dockerfile.
struct CallQuestion {
    enum Subject: String, CaseIterable {
        case check
        case outline
        case targets
    }

    let subject: Subject
    let isJSON: Bool
    let ignoresStatus: Bool

    /// The format, and whether findings count, are those of the command line, where that has something to say.
    /// `isForProgram` decides where nobody names a format.
    init(_ name: String, as method: CallMethod?, isForProgram: Bool) throws {
        subject = try Self.subject(name)
        let format = method?.format ?? ""
        isJSON = format == "json" || format.isEmpty && isForProgram
        ignoresStatus = method?.ignoresStatus ?? false
    }

    private static func subject(_ name: String) throws -> Subject {
        if name == "lint" { return .check }
        if let subject = Subject(rawValue: name) { return subject }
        let known = ["build"] + Subject.allCases.map(\.rawValue)
        let near = Spelling.nearest(to: name, among: known)
        throw UserError(
            "there is no method \"\(name)\" to call",
            hint: near.map { "did you mean \($0)?" } ?? "there are \(known.joined(separator: ", "))")
    }

    /// The target as it is to be looked into: all stages are checked where none is asked for.
    func input(_ input: BuildInput) -> BuildInput {
        var input = input
        input.wantsAllStages = subject == .check && input.target.stage == nil
        return input
    }

    /// The answer for one Dockerfile. Throws what keeps the question from being answered.
    func answer(_ inspection: Inspection) throws(Diagnostics) -> CallAnswer {
        let dockerfile = inspection.reading.dockerfile
        switch subject {
        case .check:
            let resolution = inspection.resolution()
            let report = CheckReport(dockerfile, resolution.findings, faults: resolution.faults)
            return CallAnswer(
                text: report.text, json: report.json, faults: resolution.faults,
                fails: report.fails(ignoringStatus: ignoresStatus))
        case .outline:
            let resolution = inspection.resolution()
            guard let outline = Outline(dockerfile, resolution) else { throw Diagnostics(resolution.faults) }
            return CallAnswer(text: outline.text, json: outline.json)
        case .targets:
            if !inspection.reading.faults.isEmpty { throw Diagnostics(inspection.reading.faults) }
            let list = TargetList(dockerfile)
            return CallAnswer(text: list.text, json: list.json)
        }
    }
}

/// What is said about one Dockerfile.
struct CallAnswer {
    let text: String
    let json: String
    /// What is wrong with it, beside the answer.
    var faults: [Diagnostic] = []
    /// Whether the command does not succeed.
    var fails = false

    /// The text, with nothing in it that a Dockerfile could steer a terminal with.
    var shown: String {
        Terminal.output.isInteractive ? text.spellingOutControls(except: ["\n", "\t"]) : text
    }
}
