/// Why a word could not be expanded.
package enum ExpansionFault: Error, Equatable, Sendable {
    /// A quote without a second one.
    case openQuote(Character)
    /// A substitution that begins like this and does not end.
    case openSubstitution(String)
    /// `${x/p}`, which does not say what to put in the place of p.
    case noReplacement(String)
    /// `${`, and then something that is no name.
    case noName(String)
    /// The modifier and the variable it follows.
    case unknownModifier(String, variable: String)
    /// `${x?}` of a variable that has no value, or with a colon an empty one, and what is to be said of it.
    case required(String, isEmpty: Bool, message: String)
    /// `\x` in a pattern, where x needs no escape.
    case badEscape(String, pattern: String)
    /// More bytes than that would be added to the word.
    case tooLong(limit: Int)
    /// Substitutions within more than so many others.
    case tooDeep(limit: Int)
    /// Looking for the pattern in the value would take too long.
    case laborious(variable: String)
}

extension ExpansionFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .openQuote("'"): "a single quote is never closed"
        case .openQuote: "a double quote is never closed"
        case .openSubstitution(let start): "the substitution \"\(start)\" has no closing brace"
        case .noReplacement(let start):
            "the substitution \"\(start)\" lacks the slash and what comes in place of the pattern"
        case .noName(let start): "\"\(start)\" lacks the name of a variable"
        case .unknownModifier(let modifier, let variable):
            "unsupported modifier \"\(modifier)\" in the substitution of \"\(variable.excerpt)\""
        case .required(let name, let isEmpty, ""):
            "\(name.excerpt): is not allowed to be \(isEmpty ? "empty" : "unset")"
        case .required(let name, _, let message): "\(name.excerpt): \(message.excerpt)"
        case .badEscape("\\", let pattern): "the pattern \"\(pattern.excerpt)\" ends in a lone backslash"
        case .badEscape(let escape, let pattern): "invalid escape \"\(escape)\" in the pattern \"\(pattern.excerpt)\""
        case .tooLong(let limit): "the word grows by more than \(limit >> 20) MiB when its variables are replaced"
        case .tooDeep(let limit): "substitutions stand more than \(limit) deep in each other"
        case .laborious(let variable): "the value of \"\(variable.excerpt)\" is too long for such a pattern"
        }
    }

    /// The next step, where there is one to offer.
    package var hint: String? {
        switch self {
        case .openQuote(let quote): "add the second \(quote) or, for a quote that is meant as text, an escape before it"
        case .openSubstitution: "end it with }, or write \\$ for a dollar sign that is meant as text"
        case .noReplacement: "write it as ${variable/pattern/replacement}"
        case .noName: "write it as ${variable}, or \\$ for a dollar sign that is meant as text"
        case .unknownModifier(":=", let variable):
            "a build cannot set a variable in passing: use ${\(variable.excerpt):-…}, or set it with ARG or ENV"
        case .unknownModifier(_, "#"): "the length of a value cannot be had"
        case .unknownModifier(_, "!"): "the variable that another one names cannot be had"
        case .unknownModifier(let modifier, let variable) where modifier.utf8.last.map({ 0x30...0x39 ~= $0 }) == true:
            "a value cannot be cut by place: use ${\(variable.excerpt)#pattern} and ${\(variable.excerpt)%pattern}"
        case .unknownModifier: "known modifiers are :- - :+ + :? ? # ## % %% / and //"
        case .required(let name, _, _): "set \(name.excerpt) with ARG, ENV or --build-arg"
        case .badEscape: "in patterns only \\* \\? \\\\ \\/ and \\} are escapes"
        case .tooLong, .tooDeep, .laborious: nil
        }
    }
}
