internal import Values

/// What can be wrong with a type as it is written.
enum TypeFault: Equatable {
    case notAType
    case unknown(String)
    case argumentMissing(String)
    case argumentTooMany(String)
    case argumentsTaken(by: String)
    case notElements
    case notAttributes
    case notAName
    case repeated(String)
    case optionalElsewhere
    case defaultOfOptional

    func diagnostic(at range: SourceRange) -> Diagnostic {
        Diagnostic(.error, message, at: range, label: label, hint: hint)
    }

    private var message: String {
        switch self {
        case .notAType: "this is not a type"
        case .unknown(let name): "unknown type \"\(name)\""
        case .argumentMissing("optional"): "\"optional\" needs the type of the attribute"
        case .argumentMissing("tuple"): "\"tuple\" needs the types of its elements"
        case .argumentMissing("object"): "\"object\" needs the types of its attributes"
        case .argumentMissing(let name): "\"\(name)\" needs the type of its elements"
        case .argumentTooMany(let name): "\"\(name)\" takes one argument only"
        case .argumentsTaken(let name): "\"\(name)\" takes no arguments"
        case .notElements: "the types of a tuple's elements must stand in brackets"
        case .notAttributes: "the types of an object's attributes must stand in braces"
        case .notAName: "the name of an attribute is expected"
        case .repeated(let name): "attribute \"\(name)\" is given twice"
        case .optionalElsewhere: "only an attribute of an object type can be optional"
        case .defaultOfOptional: "an optional attribute has no default here"
        }
    }

    private var label: String? {
        switch self {
        case .notAType: "expected a type"
        case .argumentTooMany, .defaultOfOptional: "one too many"
        default: nil
        }
    }

    private var hint: String? {
        switch self {
        case .notAType: "types are \(Self.names.map { "\($0)" }.joined(separator: ", "))"
        case .unknown(let name):
            if let meant = Spelling.nearest(to: name, among: Self.names) ?? Self.synonyms[name] {
                "did you mean \"\(meant)\"?"
            } else {
                "types are \(Self.names.joined(separator: ", "))"
            }
        case .argumentMissing("tuple"), .notElements: "write tuple([string, number])"
        case .argumentMissing("object"), .notAttributes: "write object({name = string})"
        case .argumentMissing("optional"), .optionalElsewhere: "write object({name = optional(string)})"
        case .argumentMissing(let name): "write \(name)(string)"
        case .argumentTooMany("tuple"): "write tuple([string, number])"
        default: nil
        }
    }

    private static let names = ["string", "number", "bool", "any", "list", "set", "map", "tuple", "object"]

    /// What other languages call them.
    private static let synonyms = [
        "int": "number", "integer": "number", "float": "number", "double": "number", "boolean": "bool", "str": "string",
        "text": "string", "array": "list", "dict": "map", "dictionary": "map", "hash": "map", "struct": "object",
    ]
}
