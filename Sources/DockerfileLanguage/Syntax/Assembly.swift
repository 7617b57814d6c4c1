internal import Values

/// Puts instructions together to stages, and gathers what is wrong or doubtful on the way.
struct Assembly {
    private let file: SourceFile
    private let text: WordText
    private let escape: UInt8
    private(set) var arguments: [Instruction] = []
    private(set) var stages: [Stage] = []
    private(set) var findings: Findings
    private(set) var faults: [Diagnostic]
    private(set) var unread: [UnreadStatement]

    private var open: (statement: Statement, heading: StageHeading)?
    private var instructions: [Instruction] = []
    /// Whether what follows belongs to no stage since a FROM could not be understood, or is missing.
    private var isLost = false
    /// Those that belong to stages.
    private var staged: [Statement] = []

    /// `faults` and `unread` are what kept the file from being divided.
    init(
        _ file: SourceFile, _ text: WordText, escape: UInt8, _ findings: Findings, faults: [Diagnostic],
        unread: [UnreadStatement]
    ) {
        self.escape = escape
        self.unread = unread
        self.file = file
        self.text = text
        self.findings = findings
        self.faults = faults
    }

    mutating func add(_ statement: Statement) {
        guard faults.count < StatementReader.mostFaults else { return }
        let reader = InstructionReader(statement: statement, escape: escape, text: text, file: file)
        if faults.isEmpty { check(statement) }
        do throws(PlacedFault) {
            switch try reader.meaning() {
            case .stage(let heading): begin(heading, statement)
            case .instruction(let content): try add(content, statement)
            }
        } catch {
            if statement.command.keyword == .from {
                closeStage()
                isLost = true
            }
            add(error.fault, Statement.place(error.offsets, statement.seams))
            unread.append(UnreadStatement(offsets: range(statement).offsets, lines: statement.lines))
        }
    }

    private mutating func add(_ fault: SyntaxFault, _ place: Range<Int>) {
        faults.append(fault.diagnostic(at: SourceRange(file, place)))
    }

    private mutating func begin(_ heading: StageHeading, _ statement: Statement) {
        closeStage()
        open = (statement, heading)
        isLost = false
        if faults.isEmpty, let name = heading.name { checkDescription("FROM", [name], statement) }
        staged.append(statement)
    }

    private mutating func add(_ content: Instruction.Content, _ statement: Statement) throws(PlacedFault) {
        if case .arg(let definitions) = content, faults.isEmpty {
            checkDescription("ARG", definitions.map(\.name), statement)
        }
        if open != nil {
            instructions.append(instruction(content, statement))
            staged.append(statement)
        } else if isLost {
            return
        } else if case .arg = content {
            arguments.append(instruction(content, statement))
        } else if let keyword = statement.command.keyword {
            isLost = true
            throw PlacedFault(.outsideStage(keyword), statement.command.word)
        }
    }

    private func instruction(_ content: Instruction.Content, _ statement: Statement) -> Instruction {
        Instruction(
            word: word(statement), text: text.string(statement.bytes.trimmed), lines: statement.lines,
            range: range(statement), comments: statement.comments, content: content)
    }

    mutating func finish() {
        closeStage()
        if stages.isEmpty, faults.isEmpty { add(.noStage, file.bytes.count..<file.bytes.count) }
        guard faults.isEmpty else { return }
        findings.addStageNames(stages)
        findings.addCasing(staged)
    }

    private mutating func closeStage() {
        guard let (statement, heading) = open else { return }
        let description = heading.name.flatMap(statement.description)
        stages.append(
            Stage(
                name: heading.name, base: heading.base, platform: heading.platform, description: description,
                instructions: instructions, text: text.string(statement.bytes.trimmed), lines: statement.lines,
                range: range(statement), comments: statement.comments))
        open = nil
        instructions = []
    }

    private func word(_ statement: Statement) -> String {
        text.string(statement.bytes[statement.command.word])
    }

    private func range(_ statement: Statement) -> SourceRange {
        let start = Statement.place(statement.command.word, statement.seams).lowerBound
        return SourceRange(file, start..<max(start, statement.end))
    }
}

extension Assembly {
    mutating func add(emptyContinuations lines: [Int]) {
        guard faults.isEmpty else { return }
        for line in lines {
            findings.add(Finding(.noEmptyContinuation, "Empty continuation line", lines: [line...line]))
        }
    }

    /// What can be said before a statement is understood.
    private mutating func check(_ statement: Statement) {
        switch statement.command.keyword {
        case .maintainer:
            let detail = "Maintainer instruction is deprecated in favor of using label"
            add(.maintainerDeprecated, detail, statement)
        case .from: checkHeading(statement)
        default: break
        }
    }

    private mutating func checkHeading(_ statement: Statement) {
        guard case .words(let places) = statement.arguments, places.count >= 3 else { return }
        let name = text.string(statement.bytes[places[2]])
        if places.count == 3, name != name.lowercased() {
            add(.stageNameCasing, "Stage name '\(name)' should be lowercase", statement)
        }
        let from = word(statement)
        let middle = text.string(statement.bytes[places[1]])
        guard let casing = Casing(of: statement.bytes[statement.command.word]) else { return }
        if middle != (casing == .lower ? middle.lowercased() : middle.uppercased()) {
            add(.fromAsCasing, "'\(middle)' and '\(from)' keywords' casing do not match", statement)
        }
    }

    private mutating func checkDescription(_ keyword: String, _ names: [String], _ statement: Statement) {
        guard let comment = statement.comments.last, let first = names.first else { return }
        let word = comment.utf8.prefix { $0 != UInt8(ascii: " ") }
        guard !names.contains(where: { $0.utf8.elementsEqual(word) }) else { return }
        let example = names.count > 1 ? "<arg_key>" : first
        let detail = "Comment for \(keyword) should follow the format: `# \(example) <description>`"
        add(.invalidDefinitionDescription, detail, statement)
    }

    private mutating func add(_ rule: Rule, _ detail: String, _ statement: Statement) {
        findings.add(Finding(rule, detail, lines: [statement.lines]), comments: statement.comments)
    }
}
