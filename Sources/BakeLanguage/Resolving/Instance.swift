internal import HCL
internal import Values

/// One target or group that a block makes; a block with a matrix makes many.
final class Instance<Kind: Definition> {
    let block: NamedBlock
    /// Where its expressions are computed: it has the values of its axes.
    let scope: Scope
    var definition: Kind
    var progress: [String: Progress] = [:]
    /// What references read.
    private(set) var readings: [String: Value] = [:]

    init(_ block: NamedBlock, name: String, scope: Scope) {
        self.block = block
        self.scope = scope
        definition = Kind(name: name, declaration: block.label.range)
        readings["name"] = .string(name)
    }

    func take(_ value: Value, for attribute: String, at range: SourceRange) throws(AttributeFault) {
        readings[attribute] = try definition.set(attribute, to: value, at: range)
    }

    /// The object that a reference to all of it reads.
    var reading: Value {
        var members = readings
        for attribute in Kind.attributes where members[attribute] == nil {
            members[attribute] = Kind.absent(attribute)
        }
        return .object(Members(members))
    }
}

/// A `target` or `group` block as written.
final class NamedBlock {
    let label: Block.Label
    let body: Body
    let file: SourceFile
    let attributes: [String: Prepared]
    let matrix: Prepared?
    let name: Prepared?
    let settings: Expression?

    init(_ block: Block, label: Block.Label, knows known: [String], faults: inout [Diagnostic]) {
        self.label = label
        body = block.body
        file = block.typeRange.file
        let content = body.content(
            Schema(attributes: Set(known + ["matrix", "name", TargetSettings.key]), blocks: [TargetSettings.key: 0]))
        faults += content.faults
        var attributes: [String: Prepared] = [:]
        for attribute in content.attributes { attributes[attribute.name] = Prepared(attribute.value) }
        settings = attributes.removeValue(forKey: TargetSettings.key)?.expression ?? content.blocks.first?.body.object
        matrix = attributes.removeValue(forKey: "matrix")
        name = attributes.removeValue(forKey: "name")
        self.attributes = attributes
        for other in content.others {
            faults +=
                PassedOver(other, in: block.type, known: known + ["matrix", "name"]).map { [$0.diagnostic] } ?? []
        }
    }
}
