internal import HCL
internal import Values

/// A `function` block as written.
struct FunctionBlock {
    let name: String
    let range: SourceRange
    let parameters: [String]
    let variadic: String?
    let result: Prepared

    /// Adds to `faults` what is wrong with the block.
    init?(_ block: Block, faults: inout [Diagnostic]) {
        guard let label = block.labels.first else { return nil }
        let content = block.body.exactContent(Self.schema)
        var own = content.faults
        defer { faults += own }
        name = label.text
        range = label.range
        let meant = content.others.compactMap { Spelling.nearest(to: $0.text, among: Self.schema.attributes.sorted()) }
        for required in ["params", "result"] where content[required] == nil && !meant.contains(required) {
            own.append(ResolutionFault.missing(required, in: "function").diagnostic(at: label.range))
        }
        guard let list = content["params"], let result = content["result"] else { return nil }
        guard let parameters = list.value.elements else {
            own.append(ResolutionFault.notParameters.diagnostic(at: list.value.range))
            return nil
        }
        self.parameters = parameters.compactMap { Self.parameter($0, &own) }
        variadic = content["variadic_params"].flatMap { Self.parameter($0.value, &own) }
        self.result = Prepared(result.value)
        guard own.isEmpty else { return nil }
    }

    private static let schema = Schema(attributes: ["params", "variadic_params", "result"])

    private static func parameter(_ expression: Expression, _ faults: inout [Diagnostic]) -> String? {
        if let name = expression.keyword { return name }
        faults.append(ResolutionFault.notParameter.diagnostic(at: expression.range))
        return nil
    }
}
