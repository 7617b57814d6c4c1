internal import HCL
internal import Values

/// What can be wrong with the definitions of a bake file, beyond its syntax.
enum ResolutionFault {
    case missing(String, in: String)
    case notText(String, String)
    case notParameters
    case notParameter
    case notCondition(String)
    case invalid(String, String?)
    case fallback(String, ConversionFault, ValueType)
    case override(String, OverrideFault)
    case cycle(String)
    case functionCycle(String)
    case unknownName(String, known: [String])
    case unknownFunction(String, known: [String])
    case tooDeep(Int)
    case wholeBlocks(String)
    case badName(String)
    case sameName(String, isNamed: Bool)
    case nameWithoutMatrix
    case tooManyBlocks(String, limit: Int)
    case notForGroups(String)
    case notMatrix(String)
    case notAxis(String, String)
    case matrixTooLarge(Int)

    func diagnostic(at range: SourceRange?) -> Diagnostic {
        let (message, hint) = words
        return Diagnostic(.error, message, at: range, hint: hint)
    }

    private var words: (String, hint: String?) {
        switch self {
        case .missing(let name, let block):
            ("this \(block) has no \"\(name)\"", nil)
        case .notText(let name, let type):
            ("\(name) must be a string, and is \(type)", nil)
        case .notParameters:
            ("params must be a list of names", "write params = [a, b], or [] for none")
        case .notParameter:
            ("a parameter must be a plain name", nil)
        case .notCondition(let type):
            ("a condition must be true or false, and this is \(type)", nil)
        case .invalid(let name, let text):
            ("the value of variable \"\(name)\" is not valid" + (text.map { ": \($0)" } ?? ""), nil)
        case .fallback(let name, let fault, let type):
            ("the default of variable \"\(name)\" is no \(type): \(fault)", nil)
        case .override(let name, let fault):
            ("the value given for variable \"\(name)\" does not fit: \(fault)", fault.hint(for: name))
        case .cycle(let name):
            ("the value of \"\(name)\" depends on itself", nil)
        case .functionCycle(let name):
            ("function \"\(name)\" calls itself", "a function can only use others")
        case .unknownName(let name, let known):
            (
                "there is no variable \"\(name)\"",
                Spelling.nearest(to: name, among: known).map { "did you mean \"\($0)\"?" }
            )
        case .unknownFunction(let name, let known):
            (
                "there is no function \"\(name)\"",
                Spelling.nearest(to: name, among: known).map { "did you mean \"\($0)\"?" }
            )
        case .tooDeep(let limit):
            ("more than \(limit) values depend on one another in a row", nil)
        case .wholeBlocks(let type):
            ("\"\(type)\" is no value by itself", "write \(type).NAME or \(type).NAME.ATTRIBUTE")
        case .badName(let name):
            ("\"\(name)\" cannot be a name here", "use letters of a to z, digits, _ and -")
        case .sameName(let name, let isNamed):
            (
                "the matrix makes several targets of the name \"\(name)\"",
                isNamed ? "have the name use every axis" : "add a name that uses every axis: name = \"\(name)-${…}\""
            )
        case .tooManyBlocks(let name, let limit):
            ("more than \(limit) blocks have the name \"\(name)\"", nil)
        case .nameWithoutMatrix:
            ("a name is for targets with a matrix", "the label of the block names the target")
        case .notForGroups(let name):
            ("a group has no \(name)", nil)
        case .notMatrix(let type):
            ("a matrix must be an object of lists, and is \(type)", nil)
        case .notAxis(let name, let type):
            ("axis \"\(name)\" of the matrix must be a list, and is \(type)", nil)
        case .matrixTooLarge(let limit):
            ("the matrix makes more than \(limit) targets", nil)
        }
    }
}

extension OverrideFault {
    fileprivate func hint(for name: String) -> String? {
        guard case .needsJSON = self else { return nil }
        return "give it as JSON in \(name)_JSON"
    }
}
