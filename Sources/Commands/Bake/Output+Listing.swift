internal import BakeLanguage
internal import Console
internal import Values

extension Console.Output {
    /// Writes what `--list` asks for.
    func list(_ listing: Listing, of definitions: Definitions, _ context: Context) throws {
        let isJSON = (listing.format ?? (context.wantsJSON ? .json : .text)) == .json
        switch listing.subject {
        case .targets: try list(targets: definitions.listedTargets, isJSON, context)
        case .variables: try list(variables: definitions.variables.sorted { $0.name < $1.name }, isJSON, context)
        }
    }

    private func list(targets: [ListedTarget], _ isJSON: Bool, _ context: Context) throws {
        if isJSON { return try json(targets.isEmpty ? .null : .array(targets.map(\.json))) }
        let table = try Table([.text("TARGET", width: 24), .text("DESCRIPTION")], to: self, context.palette)
        for target in targets { try table.row(target.name, target.description) }
    }

    private func list(variables: [VariableSummary], _ isJSON: Bool, _ context: Context) throws {
        if isJSON { return try json(.array(variables.map(\.json))) }
        let columns: [Table.Column] = [
            .text("VARIABLE", width: 20), .text("TYPE", width: 12), .text("VALUE", width: 20), .text("DESCRIPTION"),
        ]
        let table = try Table(columns, to: self, context.palette)
        for variable in variables {
            try table.row(variable.name, variable.type ?? "", variable.value ?? "<null>", variable.description)
        }
    }
}

/// A target or a group as `--list=targets` shows it.
private struct ListedTarget {
    let name: String
    let description: String
    let isGroup: Bool

    var json: JSON {
        var members = [JSON.Member("name", .string(name))]
        if !description.isEmpty { members.append(JSON.Member("description", .string(description))) }
        if isGroup { members.append(JSON.Member("group", true)) }
        return .object(members)
    }
}

extension Definitions {
    /// Those that are meant to be asked for: a name that begins with an underscore is private.
    fileprivate var listedTargets: [ListedTarget] {
        let targets = targets.map { ListedTarget(name: $0.name, description: $0.description ?? "", isGroup: false) }
        let groups = groups.map { ListedTarget(name: $0.name, description: $0.summary, isGroup: true) }
        return (targets + groups).filter { !TargetName.isPrivate($0.name) }.sorted { $0.name < $1.name }
    }
}

extension Group {
    fileprivate var summary: String {
        let members = (members ?? []).sorted().joined(separator: ", ")
        guard let description, !description.isEmpty else { return members }
        return members.isEmpty ? description : "\(description) (\(members))"
    }
}

extension VariableSummary {
    fileprivate var json: JSON {
        var members = [JSON.Member("name", .string(name))]
        if !description.isEmpty { members.append(JSON.Member("description", .string(description))) }
        if let type { members.append(JSON.Member("type", .string(type))) }
        if let value { members.append(JSON.Member("value", .string(value))) }
        return .object(members)
    }
}
