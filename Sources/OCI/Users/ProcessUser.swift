internal import Values

/// As whom a RUN runs.
package struct ProcessUser: Equatable, Sendable {
    package let user: UInt32
    package let group: UInt32
    /// Beside `group`, in the order of /etc/group; not those of a `user:group`, which asks for that group alone.
    package let otherGroups: [UInt32]
    /// By the user's entry; nil without one.
    package let home: [UInt8]?

    package init(user: UInt32, group: UInt32, otherGroups: [UInt32] = [], home: [UInt8]? = nil) {
        (self.user, self.group, self.otherGroups, self.home) = (user, group, otherGroups, home)
    }
}

extension UserDatabase {
    /// The user that USER names: `name`, `number`, each with `:group` if need be. An empty text is root. A number that nobody has
    /// is in group 0; a name that nobody has is an error.
    package func processUser(_ text: String) throws(UserFault) -> ProcessUser {
        let (userText, groupText) = Self.parts(text.isEmpty ? "0" : text)
        if let groupText, let user = Self.plainNumber(userText), let group = Self.plainNumber(groupText) {
            return ProcessUser(user: user, group: group, home: self.user(Int64(user))?.home)
        }
        let known = try user(userText)
        let asked = try Self.number(userText) ?? 0
        let number = known.map { UInt32(truncatingIfNeeded: $0.id) } ?? asked
        guard let groupText, !groupText.isEmpty else {
            let others = known.map { groups(of: $0) } ?? []
            return ProcessUser(
                user: number, group: UInt32(truncatingIfNeeded: known?.group ?? 0),
                otherGroups: others.map { UInt32(truncatingIfNeeded: $0.id) }, home: known?.home)
        }
        return ProcessUser(user: number, group: try group(groupText), home: known?.home)
    }

    /// `name:group:…` has two parts that count.
    private static func parts(_ text: String) -> (user: [UInt8], group: [UInt8]?) {
        let parts = text.keptBytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false).map {
            Array($0)
        }
        return (parts[0], parts.count > 1 ? parts[1] : nil)
    }

    /// The entry of a user; nil for a number that has none.
    private func user(_ text: [UInt8]) throws(UserFault) -> User? {
        if text.isEmpty { return user(0) }
        if let number = try Self.number(text) { return user(Int64(number)) }
        if let user = user(named: text) { return user }
        throw .unknownUser(shown(text), nearest: nearest(to: text, among: users.map(\.name)))
    }

    private func group(_ text: [UInt8]) throws(UserFault) -> UInt32 {
        if let number = try Self.number(text) { return number }
        if let group = group(named: text) { return UInt32(truncatingIfNeeded: group.id) }
        throw .unknownGroup(shown(text), nearest: nearest(to: text, among: groups.map(\.name)))
    }

    /// Nil for a text that is no number.
    private static func number(_ text: [UInt8]) throws(UserFault) -> UInt32? {
        switch AccountNumber(text) {
        case .none: return nil
        case .tooLarge: throw .outOfRange(shown(text))
        case .number(let number): return try checked(number, text)
        }
    }

    private static func checked(_ number: Int64, _ text: [UInt8]) throws(UserFault) -> UInt32 {
        guard 0...Int64(Int32.max) ~= number else { throw .outOfRange(shown(text)) }
        return UInt32(number)
    }

    /// A pair of numbers may be larger than others, and `root` is one.
    private static func plainNumber(_ text: [UInt8]) -> UInt32? {
        if text == Array("root".utf8) { return 0 }
        guard text.first.map({ 0x30...0x39 ~= $0 }) ?? false else { return nil }
        return UInt32(String(decoding: text, as: UTF8.self))
    }

    private func nearest(to text: [UInt8], among names: [[UInt8]]) -> String? {
        Spelling.nearest(to: shown(text), among: names.map(shown))
    }
}

private func shown(_ text: [UInt8]) -> String { String(decoding: text, as: UTF8.self) }
