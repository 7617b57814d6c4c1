internal import Values

/// Why the default of an ARG makes no sense, and which of those in its instruction it is.
struct GlobalArgumentFault: Error {
    let fault: ExpansionFault
    let place: Int
}

/// What FROMs can refer to: the predefined arguments, and the ARGs before the first stage.
struct GlobalArguments {
    /// An ARG as far as others ask about it.
    struct Declaration {
        let definition: ArgumentDefinition
        var value: String?
        let lines: ClosedRange<Int>
        /// How many were there before it.
        let place: Int
        /// The arguments that its default asks for.
        var needs: Set<ExactText> = []
    }

    private(set) var values: Variables
    private(set) var declared: [ExactText: Declaration] = [:]
    /// `--build-arg`
    let given: [ExactText: String]
    private let expander: Expander

    /// Before any ARG.
    init(_ request: BuildRequest, stage: String, _ expander: Expander) {
        values = Self.predefined(request, stage: stage)
        given = .init(exact: request.arguments)
        self.expander = expander
    }

    /// As if the command line gave no values for ARGs.
    init(defaultsOf other: GlobalArguments) {
        values = other.values
        given = [:]
        expander = other.expander
    }

    mutating func add(_ instruction: Instruction) throws(GlobalArgumentFault) {
        guard case .arg(let definitions) = instruction.content else { return }
        for (place, definition) in definitions.enumerated() {
            let name = ExactText(definition.name)
            var declaration = Declaration(
                definition: definition, value: given[name], lines: instruction.lines, place: declared.count)
            if declaration.value == nil, let text = definition.value {
                let result: Expander.Result
                do throws(ExpansionFault) {
                    result = try expander.expand(text, values)
                } catch {
                    throw GlobalArgumentFault(fault: error, place: place)
                }
                declaration.value = result.text
                declaration.needs = result.matched
                if declaration.needs.remove(name) != nil {
                    declaration.needs.formUnion(declared[name]?.needs ?? [])
                }
            }
            if let value = declaration.value { values.set(definition.name, to: value) }
            declared[name] = declaration
        }
    }

    /// What is not there is empty.
    mutating func replace(_ name: String, by value: String) {
        if values[name] != nil { values.set(name, to: value) }
    }

    func isDeclared(_ name: String) -> Bool {
        values[name] != nil || declared[ExactText(name)] != nil
    }

    private static func predefined(_ request: BuildRequest, stage: String) -> Variables {
        var values = Variables()
        let (build, target) = (request.buildPlatform, request.platform)
        for (name, value) in [
            ("BUILDPLATFORM", build.plain), ("BUILDOS", build.system), ("BUILDOSVERSION", build.systemVersion ?? ""),
            ("BUILDARCH", build.architecture), ("BUILDVARIANT", build.variant ?? ""),
            (targetPlatform, target.description), ("TARGETOS", target.system),
            ("TARGETOSVERSION", target.systemVersion ?? ""), ("TARGETARCH", target.architecture),
            ("TARGETVARIANT", target.variant ?? ""), ("TARGETSTAGE", stage.isEmpty ? "default" : stage),
        ] {
            values.set(name, to: request.arguments[name] ?? value)
        }
        return values
    }

    static let targetPlatform = "TARGETPLATFORM"
}

extension Platform {
    /// Without the release of the system and what it must be able to do.
    fileprivate var plain: String { [system, architecture, variant].compactMap(\.self).joined(separator: "/") }
}
