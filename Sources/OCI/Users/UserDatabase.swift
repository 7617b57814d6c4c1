/// The users and groups of an image: its /etc/passwd and /etc/group, of which either may be missing.
///
/// Lines that are no entries are taken as far as they go, as Go's `user` package does: a number that is none is 0.
package struct UserDatabase: Sendable {
    package struct User: Equatable, Sendable {
        package let name: [UInt8]
        package let id: Int64
        /// The group that it is in by its own entry.
        package let group: Int64
        package let home: [UInt8]
    }

    package struct Group: Equatable, Sendable {
        package let name: [UInt8]
        package let id: Int64
        package let members: [[UInt8]]
    }

    package let users: [User]
    package let groups: [Group]

    /// Nil stands for a file that is not there.
    package init(passwd: [UInt8]?, group: [UInt8]?) {
        users = Self.lines(of: passwd).map { User(AccountLine($0)) }
        groups = Self.lines(of: group).filter { $0.first != UInt8(ascii: "#") }.map { Group(AccountLine($0)) }
    }

    private static func lines(of file: [UInt8]?) -> [ArraySlice<UInt8>] {
        (file ?? []).split(separator: UInt8(ascii: "\n")).map(\.trimmed).filter { !$0.isEmpty }
    }

    func user(named name: [UInt8]) -> User? { users.first { $0.name == name } }
    func user(_ id: Int64) -> User? { users.first { $0.id == id } }
    func group(named name: [UInt8]) -> Group? { groups.first { $0.name == name } }

    /// The groups that have a user among their members.
    func groups(of user: User) -> [Group] { groups.filter { $0.members.contains(user.name) } }
}

/// The fields of a line, of which there may be fewer than there should be.
private struct AccountLine {
    private let fields: [ArraySlice<UInt8>]

    init(_ line: ArraySlice<UInt8>) {
        fields = line.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    }

    func text(_ place: Int) -> [UInt8] { fields.indices.contains(place) ? Array(fields[place]) : [] }

    func number(_ place: Int) -> Int64 { AccountNumber(text(place)).value ?? 0 }

    func list(_ place: Int) -> [[UInt8]] {
        let text = text(place)
        if text.isEmpty { return [] }
        return text.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map { Array($0) }
    }
}

extension UserDatabase.User {
    fileprivate init(_ line: AccountLine) {
        self.init(name: line.text(0), id: line.number(2), group: line.number(3), home: line.text(5))
    }
}

extension UserDatabase.Group {
    fileprivate init(_ line: AccountLine) {
        self.init(name: line.text(0), id: line.number(2), members: line.list(3))
    }
}

extension ArraySlice<UInt8> {
    fileprivate var trimmed: ArraySlice<UInt8> {
        let start = drop { Self.isBlank($0) }
        guard let end = start.lastIndex(where: { !Self.isBlank($0) }) else { return [] }
        return start[...end]
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || 0x09...0x0d ~= byte }
}
