/// What commands and options may be called: small ASCII letters, digits and single hyphens, so that no name needs
/// quoting in any shell. A name that breaks this was never typed by a user; it is a fault of the program.
enum Name {
    static func check(command name: String) {
        precondition(isPlain(name[...]), "'\(name)' cannot be the name of a command")
    }

    static func check(long name: String, short: Unicode.Scalar?) {
        precondition(name.hasPrefix("--") && isPlain(name.dropFirst(2)), "'\(name)' cannot be the name of an option")
        guard let short else { return }
        precondition(short.isASCII && short.properties.isAlphabetic, "'\(short)' cannot be the letter of an option")
    }

    private static func isPlain(_ name: Substring) -> Bool {
        guard let first = name.utf8.first, let last = name.utf8.last else { return false }
        let hyphen = UInt8(ascii: "-")
        return first != hyphen && last != hyphen
            && name.utf8.allSatisfy { byte in
                byte == hyphen || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            }
    }
}
