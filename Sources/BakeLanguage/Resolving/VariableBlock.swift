internal import HCL
internal import Values

/// A `variable` block as written.
struct VariableBlock {
    struct Validation {
        let condition: Prepared
        let message: Prepared?
    }

    let name: String
    let range: SourceRange
    let type: Expression?
    let fallback: Prepared?
    let description: String
    let validations: [Validation]

    /// Adds to `faults` what is wrong with the block. Its default and type are looked at when they are needed.
    init?(_ block: Block, faults: inout [Diagnostic]) {
        guard let label = block.labels.first else { return nil }
        let content = block.body.content(Self.schema)
        faults += content.faults
        faults += content.others.compactMap {
            PassedOver($0, in: "variable", known: Self.schema.attributes.sorted(), blocks: ["validation"])?.diagnostic
        }
        name = label.text
        range = label.range
        type = content["type"]?.value
        fallback = content["default"].map { Prepared($0.value) }
        description = content["description"].flatMap { Self.text($0.value, faults: &faults) } ?? ""
        validations = content.blocks.compactMap { Self.validation($0, faults: &faults) }
    }

    private static let schema = Schema(attributes: ["type", "default", "description"], blocks: ["validation": 0])
    private static let validationSchema = Schema(attributes: ["condition", "error_message"])

    /// A text that refers to nothing.
    private static func text(_ expression: Expression, faults: inout [Diagnostic]) -> String? {
        do throws(Diagnostics) {
            let value = try expression.value(in: Scope())
            if case .string(let text) = try? value.converted(to: .string) { return text }
            faults.append(ResolutionFault.notText("description", value.kind).diagnostic(at: expression.range))
        } catch {
            faults += error.all
        }
        return nil
    }

    private static func validation(_ block: Block, faults: inout [Diagnostic]) -> Validation? {
        let content = block.body.exactContent(validationSchema)
        faults += content.faults
        guard let condition = content["condition"] else {
            faults.append(ResolutionFault.missing("condition", in: "validation").diagnostic(at: block.typeRange))
            return nil
        }
        return Validation(
            condition: Prepared(condition.value), message: content["error_message"].map { Prepared($0.value) })
    }
}

extension Content {
    subscript(name: String) -> Attribute? { attributes.first { $0.name == name } }
}
