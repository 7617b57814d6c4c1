internal import Values

extension StatementReader {
    /// Reads the texts below a statement, which it announces.
    mutating func takeHeredocs(of statement: Statement) throws(PlacedFault) {
        guard statement.arguments.takesHeredocs(statement.command.keyword), statement.bytes.hasHeredocMark else {
            return
        }
        let scalars = Array(String(decoding: statement.bytes, as: UTF8.self).unicodeScalars)
        var line = ShellWords(scalars, keepsQuotes: true, keepsEscapes: true)
        // What a shell could not divide has no heredocs.
        guard let words = try? line.divide() else { return }
        for word in words {
            let mark: HeredocMark?
            do throws(ShellWords.Fault) {
                mark = try HeredocMark(word.scalars)
            } catch {
                throw PlacedFault(.badHeredocName, statement.place(of: word, in: scalars))
            }
            guard let mark else { continue }
            var isIndented = false
            guard let end = heredocEnd(mark, &isIndented) else {
                let fault = SyntaxFault.openHeredoc(mark.name, isIndented: isIndented)
                throw PlacedFault(fault, statement.place(of: word, in: scalars))
            }
            let content = text.string(file.bytes[end.content])
            let heredoc = Heredoc(name: mark.name, content: content, expands: mark.expands, chomps: mark.chomps)
            statement.add(heredoc, line: lines.number, end: end.line)
        }
    }

    /// Reads on to the line that is the name alone. Nil where there is none; there may be one behind tabs.
    private mutating func heredocEnd(_ mark: HeredocMark, _ isIndented: inout Bool) -> (content: Range<Int>, line: Int)?
    {
        let name = Array(mark.name.utf8)
        var start: Int?
        while let offsets = lines.next() {
            start = start ?? offsets.lowerBound
            let line = file.bytes[offsets].droppingLineEnd
            let content = line.drop { $0 == UInt8(ascii: "\t") }
            guard content.elementsEqual(name) else { continue }
            if !mark.chomps, content.count < line.count {
                isIndented = true
            } else {
                return ((start ?? 0)..<offsets.lowerBound, line.endIndex)
            }
        }
        return nil
    }
}

extension Statement {
    fileprivate func place(of word: ShellWords.Word, in line: [Unicode.Scalar]) -> Range<Int> {
        let start = bytes.startIndex + line[..<word.start].reduce(0) { $0 + UTF8.width($1) }
        let end = start + word.scalars.reduce(0) { $0 + UTF8.width($1) }
        return min(start, bytes.endIndex)..<min(end, bytes.endIndex)
    }
}

extension ArraySlice<UInt8> {
    fileprivate var hasHeredocMark: Bool {
        var place = startIndex + 1
        while place < endIndex {
            if self[place] == UInt8(ascii: "<"), self[place - 1] == UInt8(ascii: "<") { return true }
            place += 1
        }
        return false
    }
}
