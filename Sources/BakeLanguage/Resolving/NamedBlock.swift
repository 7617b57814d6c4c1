internal import HCL
internal import Values

/// A `target` or `group` block as written.
final class NamedBlock<Kind: Definition> {
    let label: Block.Label
    let file: SourceFile
    let attributes: [(key: Kind.Attribute, value: Prepared)]
    let matrix: Prepared?
    let name: Prepared?
    let settings: Prepared?

    init(_ block: Block, label: Block.Label, faults: inout [Diagnostic]) {
        self.label = label
        file = block.typeRange.file
        let content = block.body.content(Kind.schema)
        faults += content.faults
        attributes = content.attributes.compactMap { attribute in
            Kind.Attribute(rawValue: attribute.name).map { ($0, Prepared(attribute.value)) }
        }
        matrix = content["matrix"].map { Prepared($0.value) }
        name = content["name"].map { Prepared($0.value) }
        settings = content.settings(&faults).map(Prepared.init)
        faults += content.others.compactMap {
            PassedOver($0, in: Kind.blockType, known: Self.names + ["matrix", "name", TargetSettings.key])?.diagnostic
        }
    }

    private static var names: [String] { Kind.Attribute.allCases.map(\.rawValue) }

    /// Is made once for each kind; see `Definition.schema`.
    static var schema: Schema {
        Schema(attributes: Set(names + ["matrix", "name", TargetSettings.key]), blocks: [TargetSettings.key: 0])
    }

    /// Where in `attributes` the block has it.
    func place(of attribute: Kind.Attribute) -> Int? {
        attributes.firstIndex { $0.key == attribute }
    }

    /// What the block says of an attribute.
    subscript(attribute: Kind.Attribute) -> Prepared? {
        place(of: attribute).map { attributes[$0].value }
    }
}
