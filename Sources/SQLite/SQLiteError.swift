internal import CSQLite

/// What SQLite refused: its code, its words, and the statement at hand.
package struct SQLiteError: Error, Equatable {
    package let code: Code
    package let message: String
    package let statement: String?

    package init(code: Code, message: String, statement: String?) {
        self.code = code
        self.message = message
        self.statement = statement
    }

    /// A primary result code.
    package struct Code: RawRepresentable, Hashable, Sendable {
        package let rawValue: Int32

        /// Extended codes are folded into the primary one they refine.
        package init(rawValue: Int32) {
            self.rawValue = rawValue & 0xff
        }

        package static let busy = Code(rawValue: SQLITE_BUSY)
        package static let readOnly = Code(rawValue: SQLITE_READONLY)
        package static let inputOutput = Code(rawValue: SQLITE_IOERR)
        package static let corrupt = Code(rawValue: SQLITE_CORRUPT)
        package static let full = Code(rawValue: SQLITE_FULL)
        package static let cannotOpen = Code(rawValue: SQLITE_CANTOPEN)
        package static let notADatabase = Code(rawValue: SQLITE_NOTADB)
    }

    /// The file itself is damaged; no other statement will do better.
    package var isDamage: Bool { code == .corrupt || code == .notADatabase }
}

extension SQLiteError: CustomStringConvertible {
    package var description: String {
        guard let statement else { return "sqlite: \(message)" }
        return "sqlite: \(message) in: \(statement)"
    }
}
