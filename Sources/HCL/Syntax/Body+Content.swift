internal import Values

extension Body {
    /// What of the schema is there. What is not in the schema is passed over, and named in `others`.
    package func content(_ schema: Schema) -> Content {
        switch self {
        case .native(let attributes, let blocks): Self.content(schema, attributes, blocks)
        case .json(let value): JSONBody(value).content(schema)
        }
    }

    /// What of the schema is there; anything else is a fault.
    package func exactContent(_ schema: Schema) -> Content {
        let content = content(schema)
        let faults = content.others.map {
            BodyFault.unknown($0.text, isBlock: $0.isBlock, known: schema).diagnostic(at: $0.range)
        }
        return Content(
            attributes: content.attributes, blocks: content.blocks, others: content.others,
            faults: content.faults + faults)
    }

    /// Everything that can be read as an attribute, in the order of the file.
    package var attributes: [Attribute] {
        attributes(besides: []).attributes
    }

    /// Everything that can be read as an attribute, in the order of the file, but for what has one of those names. Of
    /// those that are there twice, which JSON lets happen and which is a fault, it has the first.
    package func attributes(besides names: Set<String>) -> Content {
        switch self {
        case .native(let attributes, _):
            Content(attributes: attributes.filter { !names.contains($0.name) }, blocks: [], faults: [])
        case .json(let value): JSONBody(value).attributes(besides: names)
        }
    }

    private static func content(_ schema: Schema, _ attributes: [Attribute], _ blocks: [Block]) -> Content {
        var faults: [Diagnostic] = []
        var found: [Block] = []
        var others = attributes.filter { !schema.attributes.contains($0.name) }
            .map { Content.Name($0.name, $0.nameRange, isBlock: false) }
        for block in blocks {
            guard let labels = schema.blocks[block.type] else {
                others.append(Content.Name(block.type, block.typeRange, isBlock: true))
                continue
            }
            if let fault = fault(block, labels) { faults.append(fault) } else { found.append(block) }
        }
        others.sort { $0.range.offsets.lowerBound < $1.range.offsets.lowerBound }
        return Content(
            attributes: attributes.filter { schema.attributes.contains($0.name) }, blocks: found, others: others,
            faults: faults)
    }

    private static func fault(_ block: Block, _ labels: Int) -> Diagnostic? {
        if block.labels.count > labels {
            return BodyFault.extraLabel(type: block.type, allowed: labels).diagnostic(at: block.labels[labels].range)
        }
        if block.labels.count < labels {
            return BodyFault.missingLabel(type: block.type, needed: labels)
                .diagnostic(at: block.labels.last?.range ?? block.typeRange)
        }
        return nil
    }
}
