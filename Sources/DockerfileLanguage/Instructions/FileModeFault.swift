/// Why a text is no mode.
package enum FileModeFault: Error, Equatable, Sendable {
    case empty
    /// It begins with a digit, and is no octal number up to 7777.
    case notOctal(String)
    /// Where there should be one of `+`, `-` and `=`.
    case noOperator(String, at: Int)
}

extension FileModeFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .empty: "a mode is empty"
        case .notOctal(let text): "invalid mode \"\(text.excerpt)\": it should be an octal number between 0 and 07777"
        case .noOperator(let text, let place) where place >= text.utf8.count:
            "invalid mode \"\(text.excerpt)\": it ends where +, - or = should be"
        case .noOperator(let text, let place):
            "invalid mode \"\(text.excerpt)\": \"\(String(decoding: text.utf8.dropFirst(place), as: UTF8.self).excerpt)\""
                + " should begin with +, - or ="
        }
    }

    package var hint: String? { "write it as 755 or, as changes, u=rwx,go=rX" }
}
