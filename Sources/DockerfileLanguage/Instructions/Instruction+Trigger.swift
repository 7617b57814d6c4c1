package import Values

extension Instruction {
    /// Reads what ONBUILD left behind, as if it stood at a stage: the lines and the range are those of the stage.
    package init(trigger text: String, lines: ClosedRange<Int>, range: SourceRange) throws(Diagnostics) {
        let file = SourceFile(name: range.file.name, bytes: text.keptBytes)
        let words = WordText(of: file.bytes)
        var reader = StatementReader(file, words)
        reader.read()
        guard reader.faults.isEmpty else {
            throw Diagnostics(reader.faults.map { $0.blaming(trigger: text, at: range) })
        }
        let statement: Statement
        let content: Content
        do throws(SyntaxFault) {
            statement = try Self.only(reader.statements)
            content = try Self.content(
                of: InstructionReader(statement: statement, escape: reader.escape, text: words, file: file))
        } catch {
            throw Diagnostics(error.diagnostic(at: range).blaming(trigger: text, at: range))
        }
        self.init(
            word: words.string(statement.bytes[statement.command.word]), text: words.string(statement.bytes.trimmed),
            lines: lines, range: range, comments: statement.comments, content: content.placed(at: range))
        isTrigger = true
    }

    private static func only(_ statements: [Statement]) throws(SyntaxFault) -> Statement {
        guard !statements.isEmpty else { throw .emptyTrigger }
        guard statements.count == 1 else { throw .manyInTrigger }
        return statements[0]
    }

    private static func content(of reader: InstructionReader) throws(SyntaxFault) -> Content {
        let meaning: Meaning
        do throws(PlacedFault) { meaning = try reader.meaning() } catch { throw error.fault }
        guard case .instruction(let content) = meaning else { throw .stageInTrigger }
        return content
    }
}

extension Instruction.Content {
    /// Nothing of a trigger stands in the file that has it done.
    fileprivate func placed(at range: SourceRange) -> Self {
        guard case .run(var running) = self else { return self }
        running.mounts = running.mounts.map { WrittenMount(text: $0.text, range: range) }
        return .run(running)
    }
}

extension Diagnostic {
    fileprivate func blaming(trigger: String, at range: SourceRange) -> Diagnostic {
        var diagnostic = self
        diagnostic.range = range
        diagnostic.notes.append(Note("the base image asks for \"ONBUILD \(trigger)\""))
        return diagnostic
    }
}
