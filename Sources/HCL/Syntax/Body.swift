package import Values

/// The attributes and blocks of a file or of a block. In the JSON syntax only who reads it can tell one from the other, so
/// a reader says what it looks for.
package indirect enum Body: Sendable {
    case native([Attribute], [Block])
    /// An object, or a tuple of objects.
    case json(Expression)
}

package struct Attribute: Sendable {
    package let name: String
    package let nameRange: SourceRange
    package let value: Expression

    package init(name: String, nameRange: SourceRange, value: Expression) {
        self.name = name
        self.nameRange = nameRange
        self.value = value
    }
}

package struct Block: Sendable {
    package let type: String
    package let typeRange: SourceRange
    package let labels: [Label]
    package let body: Body

    package struct Label: Sendable {
        package let text: String
        package let range: SourceRange

        package init(_ text: String, _ range: SourceRange) {
            self.text = text
            self.range = range
        }
    }

    package init(type: String, typeRange: SourceRange, labels: [Label], body: Body) {
        self.type = type
        self.typeRange = typeRange
        self.labels = labels
        self.body = body
    }
}

/// What a reader looks for in a body.
package struct Schema: Sendable {
    package let attributes: Set<String>
    /// Types of blocks, with the number of labels each has.
    package let blocks: [String: Int]

    package init(attributes: Set<String> = [], blocks: [String: Int] = [:]) {
        self.attributes = attributes
        self.blocks = blocks
    }
}

/// What a reader found of what it looked for, in the order of the file.
package struct Content: Sendable {
    package let attributes: [Attribute]
    package let blocks: [Block]
    /// The names of what is there besides.
    package let others: [Name]
    /// What is wrong with what was found: the same attribute twice, a label missing.
    package let faults: [Diagnostic]

    package struct Name: Sendable {
        package let text: String
        package let range: SourceRange
        /// Always false in JSON, where it cannot be told.
        package let isBlock: Bool

        package init(_ text: String, _ range: SourceRange, isBlock: Bool) {
            self.text = text
            self.range = range
            self.isBlock = isBlock
        }
    }

    package init(attributes: [Attribute], blocks: [Block], others: [Name] = [], faults: [Diagnostic]) {
        self.attributes = attributes
        self.blocks = blocks
        self.others = others
        self.faults = faults
    }
}
