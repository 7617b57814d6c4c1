internal import Values

extension Body {
    /// What of the schema is there. What is not in the schema is passed over.
    package func content(_ schema: Schema) -> Content {
        guard case .native(let attributes, let blocks) = self else {
            return Content(attributes: [], blocks: [], faults: [])
        }
        return Content(
            attributes: attributes.filter { schema.attributes.contains($0.name) },
            blocks: blocks.filter { schema.blocks[$0.type] != nil }, faults: [])
    }

    /// Everything that can be read as an attribute, in the order of the file.
    package var attributes: [Attribute] {
        guard case .native(let attributes, _) = self else { return [] }
        return attributes
    }
}
