internal import HCL
internal import Numbers
internal import Values

extension Resolver {
    /// Takes note of the variables, functions and values at the top of a file.
    func declare(_ body: Body) {
        let content = body.content(Schema(blocks: ["variable": 1, "function": 1]))
        faults += content.faults
        let known = ["variable", "function", Target.blockType, Group.blockType, TargetSettings.key]
        for other in content.others where other.isBlock && !known.contains(other.text) {
            faults += PassedOver(other, in: "bake file", known: known).map { [$0.diagnostic] } ?? []
        }
        faults += PassedOver.settings(of: body)
        for block in content.blocks where block.type == "variable" { declareVariable(block) }
        for block in content.blocks where block.type == "function" { declareFunction(block) }
        for attribute in body.attributes where !known.contains(attribute.name) && !isReserved(attribute.name) {
            attributes[attribute.name] = Prepared(attribute.value)
            attributeRanges[attribute.name] = attribute.nameRange
        }
    }

    private func declareVariable(_ block: Block) {
        guard let variable = VariableBlock(block, faults: &faults), !isReserved(variable.name) else { return }
        if variables.updateValue(variable, forKey: variable.name) == nil { variableOrder.append(variable.name) }
    }

    private func declareFunction(_ block: Block) {
        guard let function = FunctionBlock(block, faults: &faults), !isReserved(function.name) else { return }
        functions[function.name] = function
    }

    /// Computes everything, whether or not anybody will ask for it, and adds it to the definitions.
    func run(_ bodies: [Body], into definitions: inout Definitions) {
        for name in variableOrder { _ = reporting { () throws(Diagnostics) in try resolveValue(name, at: nil) } }
        validate()
        for name in functions.keys.sorted() {
            _ = reporting { () throws(Diagnostics) in try resolveFunction(name) }
        }
        let (groups, targets) = (blocks(of: bodies, Group.self), blocks(of: bodies, Target.self))
        self.groups = Dictionary(grouping: groups.joined(), by: \.definition.name)
        self.targets = Dictionary(grouping: targets.joined(), by: \.definition.name)
        for instance in groups.flatMap(resolveAll) { definitions.add(instance.definition) }
        for instance in targets.joined() { readSettings(of: instance) }
        for instance in targets.flatMap(resolveAll) { definitions.add(finished(instance)) }
        for name in attributes.keys.sorted() {
            _ = reporting { () throws(Diagnostics) in try resolveValue(name, at: attributeRanges[name]) }
        }
        for group in originals(of: targets) { definitions.addMissing(group) }
        for body in bodies { readSettings(of: body, into: &definitions) }
        definitions.variables = variableOrder.compactMap(summary)
    }

    /// The instances of every block of a type, block by block.
    private func blocks<Kind: Definition>(of bodies: [Body], _ kind: Kind.Type) -> [[Instance<Kind>]] {
        var all: [[Instance<Kind>]] = []
        var counts: [String: Int] = [:]
        for body in bodies {
            let content = body.content(Schema(blocks: [Kind.blockType: 1]))
            faults += content.faults
            for block in content.blocks {
                guard let label = block.labels.first else { continue }
                let named = NamedBlock<Kind>(block, label: label, faults: &faults)
                _ = reporting { () throws(Diagnostics) in
                    try Kind.check(named)
                    counts[label.text, default: 0] += 1
                    guard counts[label.text, default: 0] <= Self.mostBlocks else {
                        let fault = ResolutionFault.tooManyBlocks(label.text, limit: Self.mostBlocks)
                        throw Diagnostics(fault.diagnostic(at: label.range))
                    }
                    all.append(try instances(of: named))
                }
            }
        }
        return all
    }

    /// More blocks of one name than any file has, so that to merge them takes no time.
    private static let mostBlocks = 1000

    private func readSettings(of instance: Instance<Target>) {
        guard let settings = instance.block.settings else { return }
        _ = reporting { () throws(Diagnostics) in
            let value = try evaluate(settings, in: instance.scope)
            instance.definition.settings = TargetSettings(value, settings.expression, faults: &faults)
            instance.definition.settingsPlace = settings.expression.range
        }
    }

    private func finished(_ instance: Instance<Target>) -> Target {
        rebase(instance)
        return instance.definition
    }

    /// The name of a block whose members are named otherwise is a group of them.
    private func originals(of targets: [[Instance<Target>]]) -> [Group] {
        var members: [String: [String]] = [:]
        var labels: [Block.Label] = []
        for instances in targets {
            guard let label = instances.first?.block.label else { continue }
            if members[label.text] == nil { labels.append(label) }
            members[label.text, default: []] += instances.map(\.definition.name)
        }
        return labels.compactMap { label in
            let names = (members[label.text] ?? []).distinctKeepingEmpty()
            return names == [label.text] ? nil : Group(name: label.text, members: names, declaration: label.range)
        }
    }

    private func readSettings(of body: Body, into definitions: inout Definitions) {
        let content = body.content(.settings)
        faults += content.faults
        guard let expression = content.settings(&faults) else { return }
        _ = reporting { () throws(Diagnostics) in
            let value = try evaluate(Prepared(expression), in: root)
            definitions.settings.merge(FileSettings(value, expression, faults: &faults))
        }
    }

    private func summary(of name: String) -> VariableSummary? {
        guard progress[name] == .done, let variable = variables[name], let value = root.variables[name] else {
            return nil
        }
        let type = types[name]
        return VariableSummary(
            name: name, description: variable.description, type: type?.asConstraint, value: value.listed(as: type))
    }
}

extension Value {
    /// As `--list` shows it; nil for null.
    fileprivate func listed(as type: ValueType?) -> String? {
        switch self {
        case .null: nil
        case .string(let text) where type == nil: text
        case .string where type == .string: json.map { String($0.dropFirst().dropLast()) }
        case .number(let number) where type == nil: number.description
        default: type.map { json(as: $0) } ?? json
        }
    }
}
