/// What stands behind the word and the flags of an instruction, divided as that instruction has it.
enum Arguments {
    case none
    /// All as one.
    case text(Range<Int>)
    /// What blanks part.
    case words([Range<Int>])
    /// The strings of an array in JSON.
    case strings([String])
    case assignments([Assignment])
    /// Of ARG, quotes included.
    case definitions([String])
    /// HEALTHCHECK's: what kind it is, and its command.
    indirect case check(kind: Range<Int>, Arguments)
    /// ONBUILD's: the word it begins with, and whether heredocs may follow.
    case trigger(word: Range<Int>, takesHeredocs: Bool)

    /// Whether heredocs may follow an instruction that has these.
    func takesHeredocs(_ keyword: Keyword?) -> Bool {
        switch self {
        case .strings: false
        case .trigger(_, let takesHeredocs): takesHeredocs
        default: keyword?.takesHeredocs ?? false
        }
    }
}

/// Divides arguments, and finds what is wrong with them whatever they mean.
struct ArgumentReader {
    let bytes: ArraySlice<UInt8>
    let escape: UInt8
    let text: WordText

    func arguments(of command: Command) throws(PlacedFault) -> Arguments {
        let rest = command.rest
        guard let keyword = command.keyword, !rest.isEmpty else { return .none }
        switch keyword {
        case .maintainer, .stopsignal, .user, .workdir: return .text(rest)
        case .expose, .from: return .words(words(rest))
        case .add, .copy, .volume:
            if let strings = try strings(rest) { return .strings(strings) }
            return .words(words(rest))
        case .cmd, .entrypoint, .run, .shell: return try commandLine(rest)
        case .env, .label: return try assignments(rest, keyword)
        case .arg: return .definitions(assignmentWords(rest).map { text.string($0.bytes) })
        case .healthcheck: return try check(rest)
        case .onbuild: return try trigger(rest)
        }
    }

    private func words(_ rest: Range<Int>) -> [Range<Int>] {
        var words: [Range<Int>] = []
        words.reserveCapacity(4)
        var place = rest.lowerBound
        while place < rest.upperBound {
            let start = place
            while place < rest.upperBound, !bytes[place].isBlank { place += 1 }
            words.append(start..<place)
            while place < rest.upperBound, bytes[place].isBlank { place += 1 }
        }
        return words
    }

    /// Nil for what is no JSON.
    private func strings(_ rest: Range<Int>) throws(PlacedFault) -> [String]? {
        let array = bytes[rest].droppingLeadingSpaces
        guard array.first == UInt8(ascii: "[") else { return nil }
        switch StringArray(array) {
        case .strings(let strings): return strings
        case .other(let place): throw PlacedFault(.notString, place)
        case nil: return nil
        }
    }

    private func commandLine(_ rest: Range<Int>) throws(PlacedFault) -> Arguments {
        guard !rest.isEmpty else { return .none }
        if let strings = try strings(rest) { return .strings(strings) }
        return .text(rest)
    }

    private func check(_ rest: Range<Int>) throws(PlacedFault) -> Arguments {
        let end = bytes[rest].firstIndex(where: \.isSpace) ?? rest.upperBound
        let command = bytes[end..<rest.upperBound].drop(while: \.isSpace)
        return .check(kind: rest.lowerBound..<end, try commandLine(command.startIndex..<command.endIndex))
    }

    /// What an ONBUILD is given must be well formed, however many others stand between.
    private func trigger(_ rest: Range<Int>) throws(PlacedFault) -> Arguments {
        let first = Command(bytes, rest, escape: escape)
        var command = first
        while command.keyword == .onbuild, !command.rest.isEmpty {
            command = Command(bytes, command.rest, escape: escape)
        }
        let arguments = try arguments(of: command)
        return .trigger(word: first.word, takesHeredocs: arguments.takesHeredocs(first.keyword))
    }
}
