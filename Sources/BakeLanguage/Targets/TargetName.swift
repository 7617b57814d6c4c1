internal import Values

/// The name of a target or a group.
package enum TargetName {
    /// Refuses a name that could not be typed on the command line, or would mean something else there.
    static func check(_ name: String, at range: SourceRange?) throws(Diagnostics) {
        let isValid = !name.isEmpty && name.utf8.allSatisfy(\.isNameByte)
        if !isValid { throw Diagnostics(ResolutionFault.badName(name).diagnostic(at: range)) }
    }

    /// The name as it is known here: those of services may have dots.
    static func known(_ name: String) -> String {
        name.replacing(".", with: "_")
    }

    /// Whether it is not meant to be asked for, and no list shows it.
    package static func isPrivate(_ name: String) -> Bool { name.utf8.first == UInt8(ascii: "_") }
}

extension UInt8 {
    /// Whether the byte may stand in the name of a target or a group.
    var isNameByte: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
