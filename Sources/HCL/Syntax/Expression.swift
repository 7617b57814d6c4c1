package import Values

/// What a value is computed from. Both syntaxes, the native and JSON, come to this one form.
package struct Expression: Sendable {
    package let form: Form
    package let range: SourceRange

    package init(_ form: Form, _ range: SourceRange) {
        self.form = form
        self.range = range
    }

    package indirect enum Form: Sendable {
        case literal(Value)
        /// A name and the steps that follow it.
        case reference(Reference)
        /// Steps from a value that is no plain name.
        case steps(Expression, [Step])
        case index(Expression, key: Expression)
        /// `source.*…` or `source[*]…`: `each` is computed for every element, which stands in it as `item`.
        case splat(Expression, each: Expression)
        /// The element in the `each` of the innermost splat.
        case item
        case call(Call)
        case conditional(Expression, then: Expression, otherwise: Expression)
        case unary(UnaryOperator, Expression)
        case binary(BinaryOperator, Expression, Expression)
        case tuple([Expression])
        case object([Item])
        case comprehension(Comprehension)
        case parentheses(Expression)
        /// Parts put together to a string.
        case template([Expression])
        /// A template that is one interpolation alone, `"${x}"`: the value keeps its type.
        case wrapped(Expression)
        /// What a `%{ for }` makes: the elements of a comprehension put together to a string.
        case joined(Comprehension)
        /// A string of the JSON syntax, which is a template, or where a keyword or a type is wanted that.
        case jsonString(JSONString)
        /// Stands where something was that could not be understood, and was reported.
        case faulty
    }

    package struct Item: Sendable {
        package let key: Expression
        package let value: Expression

        package init(key: Expression, value: Expression) {
            self.key = key
            self.value = value
        }
    }
}

/// `name.attribute["key"][0]`, as far as it can be told without computing anything.
package struct Reference: Sendable {
    package let root: String
    package let rootRange: SourceRange
    package let steps: [Step]

    package init(root: String, rootRange: SourceRange, steps: [Step]) {
        self.root = root
        self.rootRange = rootRange
        self.steps = steps
    }
}

package struct Step: Sendable {
    package enum Kind: Sendable {
        case attribute(String)
        /// A string or a number.
        case index(Value)
    }

    package let kind: Kind
    package let range: SourceRange

    package init(_ kind: Kind, _ range: SourceRange) {
        self.kind = kind
        self.range = range
    }
}

package struct Call: Sendable {
    package let name: String
    package let nameRange: SourceRange
    package let arguments: [Expression]
    /// The last argument is a list whose elements are the further arguments: `max(list...)`.
    package let expandsLast: Bool

    package init(name: String, nameRange: SourceRange, arguments: [Expression], expandsLast: Bool) {
        self.name = name
        self.nameRange = nameRange
        self.arguments = arguments
        self.expandsLast = expandsLast
    }
}

/// `[for value in collection : …]`, `{for key, value in collection : … => … if …}`.
package struct Comprehension: Sendable {
    package let keyName: String?
    package let valueName: String
    package let collection: Expression
    /// Nil makes a tuple, anything else an object.
    package let key: Expression?
    package let value: Expression
    package let condition: Expression?
    /// `…`: values under the same key become a tuple.
    package let groups: Bool

    package init(
        keyName: String?, valueName: String, collection: Expression, key: Expression?, value: Expression,
        condition: Expression?, groups: Bool
    ) {
        self.keyName = keyName
        self.valueName = valueName
        self.collection = collection
        self.key = key
        self.value = value
        self.condition = condition
        self.groups = groups
    }
}

package enum UnaryOperator: String, Sendable {
    case negate = "-"
    case not = "!"
}

package enum BinaryOperator: String, Sendable {
    case or = "||"
    case and = "&&"
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case remainder = "%"
}
