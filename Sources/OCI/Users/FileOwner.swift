internal import Values

/// To whom files belong, as numbers.
package struct FileOwner: Equatable, Sendable {
    package let user: UInt32
    package let group: UInt32

    package init(user: UInt32, group: UInt32) {
        (self.user, self.group) = (user, group)
    }

    /// What --chown names, and USER for the directories of a WORKDIR: `5` is 5:5, a name brings the group of its entry, and a name that
    /// nobody has is root's. Without a database a name is an error: there is no image to look into.
    ///
    /// The database is asked for only where a name has to be looked up.
    package init(_ text: String, in database: () throws -> UserDatabase?) throws {
        let parts = text.keptBytes.split(
            separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false
        ).map { Array($0) }
        var (user, group): (UInt32, UInt32) = (0, 0)
        if let number = Self.number(parts[0]) {
            (user, group) = (number, number)
        } else if let known = try Self.lookUp(parts[0], in: database)?.user(named: parts[0]) {
            user = UInt32(truncatingIfNeeded: known.id)
            group = UInt32(truncatingIfNeeded: known.group)
        }
        if parts.count > 1 {
            if let number = Self.number(parts[1]) {
                group = number
            } else if let known = try Self.lookUp(parts[1], in: database)?.group(named: parts[1]) {
                group = UInt32(truncatingIfNeeded: known.id)
            }
        }
        self.init(user: user, group: group)
    }

    private static func lookUp(_ name: [UInt8], in database: () throws -> UserDatabase?) throws -> UserDatabase? {
        guard let database = try database() else {
            throw UserFault.nowhereToLook(String(decoding: name, as: UTF8.self))
        }
        return database
    }

    private static func number(_ text: [UInt8]) -> UInt32? {
        if text.isEmpty || text == Array("root".utf8) { return 0 }
        guard case .number(let number) = AccountNumber(text), let signed = Int32(exactly: number) else { return nil }
        return UInt32(bitPattern: signed)
    }
}
