/// What is to be said about one command, part by part; `lines` lays it out.
package struct Help: Sendable {
    let parts: [Part]

    enum Part: Sendable {
        /// Paragraphs, as a `discussion` has them.
        case text(String)
        case usage(command: String, operands: [String])
        case table(title: String, rows: [Row])
        case examples([Declaration.Example])
    }

    /// A name, what follows it on its line, and what it means.
    struct Row: Sendable {
        let name: String
        var operand = ""
        let meaning: String
    }
}

extension Program {
    func help(of place: CommandTree<Action>, path: [String]) -> Help {
        switch place {
        case .group(let group): help(of: group, path: path)
        case .command(let command): help(of: command, path: path)
        }
    }

    private func help(of group: CommandGroup<Action>, path: [String]) -> Help {
        let name = path.joined(separator: " ")
        let sections = group.sections.map { section in
            Help.Part.table(
                title: section.title, rows: section.children.map { Help.Row(name: $0.name, meaning: $0.summary) })
        }
        let examples = path.count == 1 ? declaration.examples : []
        return Help(
            parts: [
                .text(group.summary), .usage(command: name, operands: ["[OPTIONS]", "COMMAND"]),
                .text(group.discussion),
            ] + sections
                + Help.tables(of: group.flags, titled: "Options", aligned: alignsLetters(with: Declaration()))
                + globalTables + [.examples(examples), exitCodeTable, .text(Self.advice(name))])
    }

    private func help(of command: Command<Action>, path: [String]) -> Help {
        let declaration = command.declared().declaration
        let usage = ["[OPTIONS]"] + declaration.arguments.map(\.usage)
        return Help(
            parts: [
                .text(command.summary), .usage(command: path.joined(separator: " "), operands: usage),
                .text(command.discussion),
                .table(title: "Arguments", rows: declaration.arguments.map(\.helpRow)),
            ] + Help.tables(of: declaration.options, titled: "Options", aligned: alignsLetters(with: declaration))
                + globalTables(beside: declaration) + [.examples(declaration.examples), exitCodeTable])
    }

    private var globalTables: [Help.Part] { globalTables(beside: Declaration()) }

    private func globalTables(beside declaration: Declaration) -> [Help.Part] {
        Help.tables(
            of: self.declaration.options, titled: "Global options", aligned: alignsLetters(with: declaration))
    }

    /// Whether room is kept for a letter before every long name, because one of them has a letter.
    private func alignsLetters(with declaration: Declaration) -> Bool {
        (self.declaration.options + declaration.options).contains { $0.short != nil }
    }

    private var exitCodeTable: Help.Part {
        .table(title: "Exit codes", rows: exitCodes.map { Help.Row(name: "\($0.key)", meaning: $0.value) })
    }

    private static func advice(_ name: String) -> String { "'\(name) COMMAND --help' tells more about a command." }
}

extension Help {
    /// A table for each group of options, in the order in which they were declared.
    fileprivate static func tables(of options: [DeclaredOption], titled title: String, aligned: Bool) -> [Part] {
        var tables: [(title: String, rows: [Row])] = []
        for option in options {
            let title = option.group ?? title
            let index = tables.firstIndex { $0.title == title } ?? tables.count
            if index == tables.count { tables.append((title, [])) }
            tables[index].rows.append(option.helpRow(aligned: aligned))
        }
        return tables.map { .table(title: $0.title, rows: $0.rows) }
    }
}

extension DeclaredArgument {
    fileprivate var helpRow: Help.Row {
        Help.Row(name: name, meaning: help.followed(by: [kind.note]))
    }
}

extension DeclaredOption {
    fileprivate func helpRow(aligned: Bool) -> Help.Row {
        let indent = aligned && short == nil ? "    " : ""
        let notes = [
            isFlag ? nil : kind.note, fallback.map { "default: \($0.isEmpty ? "''" : $0)" },
            environment.map { "environment: \($0)" }, isRepeatable ? "may be repeated" : nil,
        ]
        return Help.Row(
            name: indent + spellings.joined(separator: ", "), operand: value.map { " \($0)" } ?? "",
            meaning: help.followed(by: notes))
    }
}

extension ValueKind {
    fileprivate var note: String? {
        words.isEmpty ? nil : "one of " + words.joined(separator: ", ")
    }
}

extension String {
    fileprivate func followed(by notes: [String?]) -> String {
        let notes = notes.compactMap(\.self)
        return notes.isEmpty ? self : "\(self) (\(notes.joined(separator: "; ")))"
    }
}
