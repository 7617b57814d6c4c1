internal import Values

/// What can go wrong when a value is computed. Kinds are as `Value.kind` has them: `a string`, `null`.
enum EvaluationFault: Error {
    case unknownVariable(String, meant: String?)
    case unknownFunction(String, meant: String?)

    case noAttribute(String, meant: String?, among: [String])
    case attributeOfNull(String)
    case attributeOfSequence(String, String)
    case attributeOfPrimitive(String, String)

    case elementOfNull
    case elementOfSet
    case elementOfPrimitive(String)
    case nullIndex
    case indexOfType(String)
    case brokenIndex(String)
    case noIndex(String, count: Int)
    case nameOfType(String)
    case noElement(String, meant: String?)

    case nullKey
    case keyOfType(String)
    case sameKey(String)
    case repeatedKey(String)

    case iterationOverNull
    case iteration(over: String)
    case splatOfNull
    case unequalSplat

    case nullCondition
    case unequalResults(String, String)
    case nullOperand(String)
    case sumOfStrings
    /// An operation on numbers that has no result, as it reads: `0 / 0`.
    case noResult(String)
    case conversion(ConversionFault)

    case nullInTemplate
    case inTemplate(String, isSequence: Bool)

    case missingArgument(String, String, atLeast: Bool, count: Int)
    case extraArguments(String, count: Int)
    case nullArgument(String)
    case expansionOfNull
    case expansion(of: String)
    case argument(String, String)
    case call(String, String)
    case nothingToTry
    case allFailed([Diagnostic.Note])

    case tooLarge
    case tooNested
    case tooDeep
    case tooLong

    func diagnostic(at range: SourceRange) -> Diagnostic {
        var diagnostic = Diagnostic(.error, message, at: range, label: label, notes: notes, hint: hint)
        diagnostic.mayFollow = isAboutMissing
        return diagnostic
    }

    private var isAboutMissing: Bool {
        switch self {
        case .unknownVariable, .unknownFunction, .noAttribute, .noElement: true
        default: false
        }
    }

    private var notes: [Diagnostic.Note] {
        if case .allFailed(let notes) = self { notes } else { [] }
    }
}
