internal import HCL
internal import Values

/// One target or group that a block makes; a block with a matrix makes many.
final class Instance<Kind: Definition> {
    let block: NamedBlock<Kind>
    /// Where its expressions are computed: it has the values of its axes.
    let scope: Scope
    private let name: String
    var definition: Kind
    /// By the place of the attribute in the block.
    var progress: [Progress?]
    /// What references read, by the same places.
    private var readings: [Value?]

    init(_ block: NamedBlock<Kind>, name: String, scope: Scope) {
        self.block = block
        self.scope = scope
        self.name = name
        definition = Kind(name: name, declaration: block.label.range)
        progress = Array(repeating: nil, count: block.attributes.count)
        readings = Array(repeating: nil, count: block.attributes.count)
    }

    func take(_ value: Value, forAttributeAt place: Int) throws(AttributeFault) {
        let (key, prepared) = block.attributes[place]
        readings[place] = try definition.set(key, to: value, at: prepared.expression.range)
    }

    /// The object that a reference to all of it reads.
    var reading: Value {
        var members = ["name": Value.string(name)]
        for attribute in Kind.Attribute.allCases {
            members[attribute.rawValue] = block.place(of: attribute).flatMap { readings[$0] } ?? Kind.absent(attribute)
        }
        return .object(Members(members))
    }
}
