/// How an instruction's word is written.
enum Casing {
    case lower
    case upper

    /// Nil for a word that is neither.
    init?(of word: ArraySlice<UInt8>) {
        let isLower = word.allSatisfy { !(UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
        let isUpper = word.allSatisfy { !(UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
        guard isLower || isUpper else { return nil }
        self = isLower ? .lower : .upper
    }
}

extension Findings {
    /// Holds the words of all instructions in stages to how most of them are written.
    mutating func addCasing(_ statements: some Collection<Statement>) {
        let casings = statements.map { Casing(of: $0.bytes[$0.command.word]) }
        let lower = casings.count { $0 == .lower }
        let upper = casings.count { $0 == .upper }
        if max(lower, upper) == casings.count { return }
        let expected = lower > upper ? Casing.lower : .upper
        let name = expected == .lower ? "lowercase" : "uppercase"
        for (statement, casing) in zip(statements, casings) where casing != expected {
            let word = String(decoding: statement.bytes[statement.command.word], as: UTF8.self)
            let detail = "Command '\(word)' should match the case of the command majority (\(name))"
            add(Finding(.consistentInstructionCasing, detail, lines: [statement.lines]))
        }
    }

    mutating func addStageNames(_ stages: [Stage]) {
        var seen: Set<String> = []
        for stage in stages {
            guard let name = stage.name else { continue }
            if name == "scratch" || name == "context" {
                let detail = "Stage name should not use the same name as reserved stage \"\(name)\""
                add(Finding(.reservedStageName, detail, lines: [stage.lines]))
            }
            if !seen.insert(name).inserted {
                let detail = "Duplicate stage name \"\(name)\", stage names should be unique"
                add(Finding(.duplicateStageName, detail, lines: [stage.lines]))
            }
        }
    }
}
