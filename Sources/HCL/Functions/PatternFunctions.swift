internal import Patterns

enum PatternFunctions {
    static var table: [String: Function] {
        [
            "regex": .taking([.text("pattern"), .text("string")], reading: first),
            "regexall": .taking([.text("pattern"), .text("string")], reading: all),
            "regex_replace": .taking([.text("str"), .text("pattern"), .text("replace")], reading: replace),
        ]
    }

    private static func first(_ arguments: Arguments) throws(CallFailure) -> Value {
        let shape = try MatchShape(try pattern(arguments, at: 0))
        let text = try arguments.text(1)
        guard let match = try searching({ () throws(PatternFault) in try shape.pattern.firstMatch(in: text) }) else {
            throw .failed(reason: "the pattern matches no part of the string")
        }
        try ResultLimit.check(shape.weight(of: match))
        return shape.value(of: match, in: Array(text.utf8))
    }

    private static func all(_ arguments: Arguments) throws(CallFailure) -> Value {
        let shape = try MatchShape(try pattern(arguments, at: 0))
        let text = try arguments.text(1)
        let matches = try searching { () throws(PatternFault) in try shape.pattern.allMatches(in: text) }
        try ResultLimit.check(matches.reduce(0) { $0 &+ shape.weight(of: $1) })
        let bytes = Array(text.utf8)
        return .list(matches.map { shape.value(of: $0, in: bytes) }, of: shape.type)
    }

    private static func replace(_ arguments: Arguments) throws(CallFailure) -> Value {
        let pattern = try pattern(arguments, at: 1)
        let (text, template) = (try arguments.text(0), try arguments.text(2))
        return Value(
            text: try searching { () throws(PatternFault) in
                try pattern.replacingMatches(in: text, with: template, limit: Value.weightLimit)
            })
    }

    private static func pattern(_ arguments: Arguments, at index: Int) throws(CallFailure) -> Pattern {
        do {
            return try Pattern(try arguments.text(index))
        } catch let fault as PatternFault {
            throw .argument(index, reason: "is no regular expression: \(fault)")
        } catch let failure as CallFailure {
            throw failure
        } catch {
            throw .argument(index, reason: "is no regular expression")
        }
    }

    private static func searching<Found>(_ search: () throws(PatternFault) -> Found) throws(CallFailure) -> Found {
        do {
            return try search()
        } catch {
            throw .failed(reason: "\(error)")
        }
    }
}

/// What a match is as a value: a string when the pattern has no groups, a tuple of what they took, or an object when they
/// have names. A group that took no part is null.
private struct MatchShape {
    let pattern: Pattern
    let type: ValueType

    init(_ pattern: Pattern) throws(CallFailure) {
        self.pattern = pattern
        let names = pattern.groupNames.compactMap(\.self)
        if pattern.groupNames.isEmpty {
            type = .string
        } else if names.isEmpty {
            type = .tuple(pattern.groupNames.map { _ in .string })
        } else if names.count == pattern.groupNames.count {
            type = .object(Dictionary(names.map { ($0, ValueType.ObjectAttribute(.string)) }) { first, _ in first })
        } else {
            throw .argument(0, reason: "either all groups of the pattern must have names, or none")
        }
    }

    func value(of match: Match, in bytes: [UInt8]) -> Value {
        let groups = match.groups.map { range in range.map { Value(utf8: bytes[$0]) } ?? .null(.string) }
        switch type {
        case .tuple: return .tuple(groups)
        case .object:
            return .object(
                Members(zip(pattern.groupNames, groups).map { Members.Member(name: $0 ?? "", value: $1) }))
        default: return Value(utf8: bytes[match.range])
        }
    }

    func weight(of match: Match) -> Int {
        guard type != .string else { return Value.ownWeight + match.range.count }
        return match.groups.reduce(Value.ownWeight) { $0 + Value.ownWeight + ($1?.count ?? 0) }
    }
}
