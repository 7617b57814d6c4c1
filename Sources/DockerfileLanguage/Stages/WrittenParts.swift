internal import Values

/// Where the parts of an instruction stand. No reading keeps that: it is found by reading the one instruction once more,
/// which only mistakes ask for.
struct WrittenParts {
    private let range: SourceRange
    private let statement: Statement
    private let reader: ArgumentReader

    /// Nil for what is no instruction.
    init?(of range: SourceRange, escape: UInt8) {
        let file = SourceFile(name: range.file.name, bytes: Array(range.file.bytes[range.offsets]))
        let text = WordText(of: file.bytes)
        var statements = StatementReader(file, text, escape: escape)
        statements.read()
        guard let statement = statements.statements.first else { return nil }
        self.range = range
        self.statement = statement
        reader = ArgumentReader(bytes: statement.bytes, escape: escape, text: text)
    }

    /// Nil where the part is not there, or cannot be told from the rest.
    func place(of part: InstructionPart) -> SourceRange? {
        if case .reading(let text) = part, case .strings = statement.arguments { return place(quoting: text) }
        guard let offsets = offsets(of: part), !offsets.isEmpty else { return nil }
        let place = Statement.place(offsets, statement.seams)
        let start = range.offsets.lowerBound
        return SourceRange(range.file, start + place.lowerBound..<start + place.upperBound)
    }

    private func offsets(of part: InstructionPart) -> Range<Int>? {
        switch part {
        case .whole: nil
        case .rest: statement.command.rest
        case .flag(let name, let number): value(ofFlag: name, number)
        case .word(let number): words.dropFirst(number).first
        case .reading(let text): words.first { reader.text.string(statement.bytes[$0]).utf8.elementsEqual(text.utf8) }
        case .key(let number): halves(number)?.key
        case .value(let number): halves(number)?.value
        }
    }

    private var words: [Range<Int>] {
        if case .words(let places) = statement.arguments { places } else { [] }
    }

    private func value(ofFlag name: String, _ number: Int) -> Range<Int>? {
        let flags = statement.command.flags.filter { $0.name.elementsEqual(name.utf8) }
        return flags.dropFirst(number).first?.valuePlace
    }

    private func halves(_ number: Int) -> (key: Range<Int>, value: Range<Int>)? {
        let rest = statement.command.rest
        if case .assignments(let all) = statement.arguments, all.first?.isLegacy == true { return (rest, rest) }
        guard let word = reader.assignmentWords(rest).dropFirst(number).first else { return nil }
        guard let equals = statement.bytes[word.place].firstIndex(of: UInt8(ascii: "=")) else {
            return (word.place, word.place)
        }
        return (word.place.lowerBound..<equals, equals + 1..<word.place.upperBound)
    }

    private func place(quoting text: String) -> SourceRange? {
        let place = range.quoting(text)
        return place == range ? nil : place
    }
}

extension SourceRange {
    /// Where a part of the instruction stands that this is the range of; all of it where that cannot be told.
    func place(of part: InstructionPart, escape: UInt8) -> SourceRange {
        if case .whole = part { return self }
        return WrittenParts(of: self, escape: escape)?.place(of: part) ?? self
    }
}

extension Instruction {
    /// What the base asks for stands nowhere in the file but in the base.
    func place(of part: InstructionPart, escape: UInt8) -> SourceRange {
        isTrigger ? range : range.place(of: part, escape: escape)
    }
}
