internal import Values

extension EvaluationFault {
    var message: String {
        switch self {
        case .unknownVariable(let name, _): "there is no variable \"\(name)\""
        case .unknownFunction(let name, _): "there is no function \"\(name)\""
        case .noAttribute(let name, _, _): "there is no attribute \"\(name)\""
        case .attributeOfNull(let name): "null has no attribute \"\(name)\""
        case .attributeOfSequence(let name, let kind), .attributeOfPrimitive(let name, let kind):
            "\(kind) has no attribute \"\(name)\""
        case .elementOfNull: "null has no elements"
        case .elementOfSet: "the elements of a set have no index"
        case .elementOfPrimitive(let kind): "\(kind) has no elements"
        case .nullIndex: "null is no index"
        case .indexOfType(let kind): "an index must be a number, and this is \(kind)"
        case .brokenIndex(let number): "an index must be a whole number, and this is \(number)"
        case .noIndex(let number, let count): "there is no element \(number) among \(Quantity(count, "element"))"
        case .nameOfType(let kind): "the name of an element must be a string, and this is \(kind)"
        case .noElement(let name, _): "there is no element \"\(name)\""
        case .nullKey: "null is no key"
        case .keyOfType(let kind): "a key must be a string, and this is \(kind)"
        case .repeatedKey(let name): "the object has \"\(name)\" twice"
        case .sameKey(let name): "two elements have the key \"\(name)\""
        case .iterationOverNull: "null cannot be iterated over"
        case .iteration(let kind): "\(kind) cannot be iterated over"
        case .splatOfNull: "null has no elements"
        case .unequalSplat: "the elements come to values of different types, which cannot be in one list"
        case .nullCondition: "the condition is null"
        case .unequalResults(let left, let right):
            left == right
                ? "the results have no type in common: both are \(left), of different parts"
                : "the results have no type in common: \(left) and \(right)"
        case .nullOperand(let name): "null cannot be an operand of \"\(name)\""
        case .sumOfStrings: "\"+\" adds numbers, and this string is none"
        case .noResult(let operation): "\(operation) has no result"
        case .conversion(let fault): fault.description
        case .nullInTemplate: "null cannot be put into a string"
        case .inTemplate(let kind, _): "\(kind) cannot be put into a string"
        case .missingArgument(let function, let name, _, _): "\"\(function)\" is not given its argument \"\(name)\""
        case .extraArguments(let function, _): "too many arguments for \"\(function)\""
        case .nullArgument(let name): "argument \"\(name)\" must not be null"
        case .expansionOfNull: "null has no elements to pass on"
        case .expansion(let kind): "\(kind) has no elements to pass on"
        case .argument(let name, let reason): "argument \"\(name)\": \(reason)"
        case .call(let name, let reason): "\"\(name)\" failed: \(reason)"
        case .nothingToTry: "\"try\" needs something to try"
        case .allFailed: "nothing that \"try\" was given can be evaluated"
        case .tooLarge: "the value is too large"
        case .tooNested: "the value is nested more than \(Value.depthLimit) deep"
        case .tooDeep: "expressions and calls go too deep into each other"
        case .tooLong: "evaluating the file takes too long"
        }
    }

    var label: String? {
        switch self {
        case .inTemplate, .argument, .conversion, .nullInTemplate: nil
        case .iteration: "expected a list, set, tuple, map or object"
        case .expansion: "expected a list, set or tuple"
        case .nullCondition: "expected true or false"
        default: nil
        }
    }

    var hint: String? {
        switch self {
        case .unknownVariable(let name, let meant?), .unknownFunction(let name, let meant?),
            .noAttribute(let name, let meant?, _), .noElement(let name, let meant?):
            name == meant ? nil : "did you mean \"\(meant)\"?"
        case .noAttribute(_, nil, let names) where 1...8 ~= names.count:
            "there is " + names.map { "\"\($0)\"" }.joined(separator: ", ")
        case .unknownFunction(let name, nil): Self.replacements[name]
        case .attributeOfSequence(let name, _): "for every element's: [*].\(name); for the first's: [0].\(name)"
        case .elementOfSet: "make a list of it: [for element in … : element]"
        case .noIndex(_, let count) where count > 0: "they are counted from 0 to \(count - 1)"
        case .sameKey: "to collect the values under each key, write \"…\" as three dots behind the value"
        case .unequalSplat: "a \"for\" may give values of any types: [for element in … : …]"
        case .sumOfStrings: "strings are put together in a template: \"${left}${right}\""
        case .nullInTemplate: "a value to take in its place is given by coalesce(…, \"…\")"
        case .inTemplate(_, isSequence: true): "use join(\",\", …) or jsonencode(…)"
        case .inTemplate(_, isSequence: false): "use jsonencode(…)"
        case .missingArgument(let function, _, let atLeast, let count):
            "\"\(function)\" takes \(atLeast ? "at least " : "")\(Quantity(count, "argument"))"
        case .extraArguments(let function, let count):
            count == 0 ? "\"\(function)\" takes no arguments" : "\"\(function)\" takes \(Quantity(count, "argument"))"
        case .tooLarge: "look for values that are made of each other, and double each time"
        case .tooDeep: "look for functions that call each other without end"
        case .tooLong: "look for loops inside loops over long lists"
        default: nil
        }
    }

    /// How that which other tools have a function for is done here.
    private static let replacements = [
        "tostring": "use convert(…, string)", "tonumber": "use convert(…, number)", "tobool": "use convert(…, bool)",
        "tolist": "use convert(…, list(any))", "toset": "use convert(…, set(any))", "tomap": "use convert(…, map(any))",
        "env": "declare a variable of that name: it is taken from the environment",
        "getenv": "declare a variable of that name: it is taken from the environment",
    ]
}
