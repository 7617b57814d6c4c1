internal import Values

extension WordReader {
    /// What becomes of `$x`, `${x}` and their kind.
    mutating func substitution() throws(ExpansionFault) -> [UInt8] {
        let start = place
        place += 1
        guard next == UInt8(ascii: "{") else {
            let name = readName()
            return name.isEmpty ? [.dollar] : try value(of: name, writtenFrom: start)
        }
        depth += 1
        guard depth <= Expander.depthLimit else { throw .tooDeep(limit: Expander.depthLimit) }
        defer { depth -= 1 }
        place += 1
        return try braced(from: start)
    }

    private mutating func braced(from start: Int) throws(ExpansionFault) -> [UInt8] {
        switch next {
        case nil: throw .openSubstitution(beginning(at: start))
        case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: ":"): throw .noName(beginning(at: start))
        default: break
        }
        let name = readName()
        let opening = start..<place
        switch try readModifier(of: name, opening) {
        case .none: return try value(of: name, writtenFrom: start)
        case .choice(let choice, let refusesEmpty): return try chosen(choice, refusesEmpty, name, opening)
        case .trimming(let end): return try trimmed(at: end, name, opening)
        case .replacing: return try replaced(name, opening)
        case .unknown: return try unknown(name, opening)
        }
    }

    private mutating func readModifier(of name: String, _ opening: Range<Int>) throws(ExpansionFault) -> Modifier {
        let start = place
        if next == UInt8(ascii: ":") { place += 1 }
        guard place < bytes.count else { throw .openSubstitution(beginning(at: opening.lowerBound)) }
        place += Character32(bytes, at: place).length
        if let modifier = Modifier(bytes[start..<place]) { return modifier }
        throw .unknownModifier(String(decoding: bytes[start..<place], as: UTF8.self), variable: name)
    }

    /// `$x`, `${x}`
    private mutating func value(of name: String, writtenFrom start: Int) throws(ExpansionFault) -> [UInt8] {
        if let value = look(up: name) { return try adding(Array(value.utf8)) }
        return settings.keepsUnset ? Array(bytes[start..<place]) : []
    }

    /// `${x-w}`, `${x:-w}`, `${x+w}`, `${x:+w}`, `${x?w}`, `${x:?w}`
    private mutating func chosen(
        _ choice: Modifier.Choice, _ refusesEmpty: Bool, _ name: String, _ opening: Range<Int>
    ) throws(ExpansionFault) -> [UInt8] {
        let modifier = bytes[opening.upperBound..<place]
        let word = try operand(upTo: UInt8(ascii: "}"), keepingEscapes: false, opening)
        let value = look(up: name)
        if value == nil, settings.keepsUnset { return bytes[opening] + modifier + word + [UInt8(ascii: "}")] }
        let usable = refusesEmpty && value?.isEmpty == true ? nil : value
        switch (choice, usable) {
        case (.wordIfValue, let usable): return usable == nil ? [] : word
        case (_, let usable?): return try adding(Array(usable.utf8))
        case (.valueOrWord, nil): return word
        case (.valueOrFault, nil):
            throw .required(name, isEmpty: value != nil, message: String(decoding: word, as: UTF8.self))
        }
    }

    /// `${x:=w}` and its like, which can only stay as they are written.
    private mutating func unknown(_ name: String, _ opening: Range<Int>) throws(ExpansionFault) -> [UInt8] {
        let modifier = bytes[opening.upperBound..<place]
        let word = try operand(upTo: UInt8(ascii: "}"), keepingEscapes: false, opening)
        guard settings.keepsUnset, look(up: name) == nil else {
            throw .unknownModifier(String(decoding: modifier, as: UTF8.self), variable: name)
        }
        return bytes[opening] + modifier + word + [UInt8(ascii: "}")]
    }

    /// `${x#p}`, `${x##p}`, `${x%p}`, `${x%%p}`
    private mutating func trimmed(
        at end: Modifier.WordEnd, _ name: String, _ opening: Range<Int>
    ) throws(ExpansionFault) -> [UInt8] {
        var pattern = try operand(upTo: UInt8(ascii: "}"), keepingEscapes: true, opening)
        let value = look(up: name)
        if value == nil, settings.keepsUnset { return bytes[opening] + [end.rawValue] + pattern + [UInt8(ascii: "}")] }
        let isGreedy = pattern.first == end.rawValue
        if isGreedy { pattern.removeFirst() }
        var search = try WildcardSearch(
            for: Wildcards(pattern), in: Array((value ?? "").utf8), of: name, isGreedy: isGreedy, fromEnd: end == .end,
            labour: labour)
        defer { labour = search.labour }
        return try adding(try search.trimmed())
    }

    /// `${x/p/r}`, `${x//p/r}`
    private mutating func replaced(_ name: String, _ opening: Range<Int>) throws(ExpansionFault) -> [UInt8] {
        let isForAll = next == UInt8(ascii: "/")
        if isForAll { place += 1 }
        let slashes = bytes[opening.upperBound..<place]
        guard let pattern = try text(upTo: UInt8(ascii: "/"), keepingEscapes: true) else {
            throw .noReplacement(beginning(at: opening.lowerBound))
        }
        let replacement = try operand(upTo: UInt8(ascii: "}"), keepingEscapes: true, opening)
        let value = look(up: name)
        if value == nil, settings.keepsUnset {
            return bytes[opening] + slashes + pattern + [UInt8(ascii: "/")] + replacement + [UInt8(ascii: "}")]
        }
        var search = try WildcardSearch(
            for: Wildcards(pattern), in: Array((value ?? "").utf8), of: name, isGreedy: true, fromEnd: false,
            labour: labour)
        defer { labour = search.labour }
        return try adding(try search.replacing(all: isForAll, with: replacement, atMost: room))
    }

    private mutating func operand(
        upTo end: UInt8, keepingEscapes: Bool, _ opening: Range<Int>
    ) throws(ExpansionFault) -> [UInt8] {
        if let text = try text(upTo: end, keepingEscapes: keepingEscapes) { return text }
        throw .openSubstitution(beginning(at: opening.lowerBound))
    }

    /// The value, if the variable has one. It is noted down that it was asked for.
    private mutating func look(up name: String) -> String? {
        guard let value = variables[name] else {
            unmatched.insert(ExactText(name))
            return nil
        }
        matched.insert(ExactText(name))
        return value
    }

    private mutating func adding(_ value: [UInt8]) throws(ExpansionFault) -> [UInt8] {
        room -= value.count
        if room < 0 { throw .tooLong(limit: Expander.growthLimit) }
        return value
    }

    /// Letters, digits and `_`; or a number; or one of the signs that are parameters to a shell. May be empty.
    private mutating func readName() -> String {
        guard place < bytes.count else { return "" }
        let start = place
        let first = Character32(bytes, at: place)
        if first.isDigit {
            readCharacters { $0.isDigit }
        } else if Self.parameters.contains(bytes[place]) {
            place += 1
        } else {
            readCharacters { $0.isLetter || $0.isDigit || $0.value == 0x5f }
        }
        return String(decoding: bytes[start..<place], as: UTF8.self)
    }

    private mutating func readCharacters(while isWanted: (Character32) -> Bool) {
        while place < bytes.count {
            let character = Character32(bytes, at: place)
            guard isWanted(character) else { return }
            place += character.length
        }
    }

    private static let parameters = Array("@*#?-$!".utf8)

    /// What stands there, as far as a message can quote it.
    private func beginning(at start: Int) -> String {
        String(decoding: bytes[start...].prefix(1000), as: UTF8.self).excerpt
    }
}
