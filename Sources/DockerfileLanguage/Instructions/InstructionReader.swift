internal import Values

/// What a statement means: an instruction, or the beginning of a stage.
enum Meaning {
    case instruction(Instruction.Content)
    case stage(StageHeading)
}

/// What FROM says.
struct StageHeading {
    let name: String?
    let base: String
    let platform: String?
}

/// Makes a statement an instruction, and finds what is wrong with it for the one that it is.
struct InstructionReader {
    let statement: Statement
    let escape: UInt8
    let text: WordText
    let file: SourceFile

    var command: Command { statement.command }

    func meaning() throws(PlacedFault) -> Meaning {
        guard let keyword = command.keyword else {
            throw PlacedFault(.unknownInstruction(text.string(statement.bytes[command.word])), command.word)
        }
        if keyword == .from { return .stage(try heading()) }
        return .instruction(try content(keyword))
    }

    private func content(_ keyword: Keyword) throws(PlacedFault) -> Instruction.Content {
        switch keyword {
        case .add: .add(try copying(.add))
        case .arg: .arg(try definitions())
        case .cmd: .cmd(try plainCommandLine(.cmd))
        case .copy: .copy(try copying(.copy))
        case .entrypoint: .entrypoint(try plainCommandLine(.entrypoint))
        case .env: .env(try assignments(.env))
        case .expose: .expose(try ports())
        case .healthcheck: .healthcheck(try healthcheck())
        case .label: .label(try assignments(.label))
        case .maintainer: .maintainer(try oneWord(.maintainer))
        case .onbuild: .onbuild(try trigger())
        case .run: .run(try running())
        case .shell: .shell(try shell())
        // Its flags are not looked at.
        case .stopsignal: .stopsignal(try word(.stopsignal))
        case .user: .user(try oneWord(.user))
        case .volume: .volume(try volumes())
        case .workdir, .from: .workdir(try oneWord(.workdir))
        }
    }

    /// Refuses all flags.
    func refuseFlags(_ keyword: Keyword) throws(PlacedFault) {
        _ = try FlagValues(command, keyword, text)
    }

    func string(_ offsets: Range<Int>) -> String {
        text.string(statement.bytes[offsets])
    }

    /// Where what is missing would stand.
    var missing: Range<Int> { command.word }

    /// All words there are.
    var words: [String] {
        switch statement.arguments {
        case .words(let places): places.map(string)
        case .strings(let strings): strings
        default: []
        }
    }

    private func word(_ keyword: Keyword) throws(PlacedFault) -> String {
        guard case .text(let place) = statement.arguments else { throw PlacedFault(.noArguments(keyword), missing) }
        return string(place)
    }

    private func oneWord(_ keyword: Keyword) throws(PlacedFault) -> String {
        let word = try word(keyword)
        try refuseFlags(keyword)
        return word
    }

    private func assignments(_ keyword: Keyword) throws(PlacedFault) -> [Assignment] {
        try refuseFlags(keyword)
        guard case .assignments(let all) = statement.arguments else {
            throw PlacedFault(.noArguments(keyword), missing)
        }
        if let number = all.firstIndex(where: \.key.isEmpty) {
            throw PlacedFault(.blankName(keyword), place(ofAssignment: number))
        }
        return all
    }

    /// Found by dividing them again, since only mistakes ask for it.
    private func place(ofAssignment number: Int) -> Range<Int> {
        let reader = ArgumentReader(bytes: statement.bytes, escape: escape, text: text)
        return reader.assignmentWords(command.rest).dropFirst(number).first?.place ?? command.rest
    }

    /// The flags of ARG are not looked at.
    private func definitions() throws(PlacedFault) -> [ArgumentDefinition] {
        guard case .definitions(let words) = statement.arguments, !words.isEmpty else {
            throw PlacedFault(.noArguments(.arg), missing)
        }
        return try words.enumerated().map { number, word throws(PlacedFault) in
            let (name, value) = word.cutAtEquals
            guard !name.isEmpty else { throw PlacedFault(.blankName(.arg), place(ofAssignment: number)) }
            return ArgumentDefinition(name: name, value: value, description: statement.description(of: name))
        }
    }

    /// In the order of their bytes.
    private func ports() throws(PlacedFault) -> [String] {
        let words = words
        guard !words.isEmpty else { throw PlacedFault(.noArguments(.expose), missing) }
        try refuseFlags(.expose)
        return words.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    private func volumes() throws(PlacedFault) -> [String] {
        let words = words
        guard !words.isEmpty else { throw PlacedFault(.noArguments(.volume), missing) }
        try refuseFlags(.volume)
        return try words.map { word throws(PlacedFault) in
            let trimmed = Array(word.utf8)[...].trimmed
            guard !trimmed.isEmpty else { throw PlacedFault(.emptyVolume, command.rest) }
            return String(decoding: trimmed, as: UTF8.self)
        }
    }
}

extension Statement {
    /// The comment above that begins with a name.
    func description(of name: String) -> String? {
        guard !comments.isEmpty else { return nil }
        let comment = comments.first { $0.utf8.starts(with: "\(name) ".utf8) }
        return comment.map { String(decoding: $0.utf8.dropFirst(name.utf8.count + 1), as: UTF8.self) }
    }
}
