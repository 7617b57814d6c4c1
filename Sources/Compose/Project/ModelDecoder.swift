internal import Values

/// Makes services and secrets of a model whose shape has been checked.
struct ModelDecoder {
    let reader: FileReader
    let environment: [String: String]
    /// What is wrong nevertheless.
    var faults: [ComposeFault] = []

    mutating func services(of model: Mapping) -> [Service] {
        var services: [Service] = []
        for member in model["services"]?.mapping?.members ?? [] { services.append(service(member)) }
        return services
    }

    private mutating func service(_ member: Mapping.Member) -> Service {
        let service = member.item.mapping ?? Mapping()
        let path = ["services", member.name]
        let variables = variables(of: service, at: path)
        return Service(
            name: member.name, range: member.range ?? member.item.range, image: text(service["image"]),
            environment: variables, build: service["build"].map { build($0, variables, at: path + ["build"]) })
    }

    mutating func secrets(of model: Mapping) -> [ProjectSecret] {
        var secrets: [ProjectSecret] = []
        for member in model["secrets"]?.mapping?.members ?? [] {
            let secret = member.item.mapping ?? Mapping()
            secrets.append(
                ProjectSecret(
                    name: member.name, range: member.range ?? member.item.range, file: text(secret["file"]),
                    environment: text(secret["environment"]),
                    isExternal: flag(secret["external"], at: ["secrets", member.name, "external"])))
        }
        return secrets
    }

    /// Nil for what is empty.
    func text(_ item: Item?) -> String? {
        item?.text.flatMap { $0.isEmpty ? nil : $0 }
    }

    mutating func flag(_ item: Item?, at path: [String]) -> Bool {
        switch item?.value {
        case .bool(let value): return value
        case .string(let text):
            if let value = CastKind.boolean(text) { return value }
            faults.append(.wrongText(text, path: path, wanted: .boolean, at: item?.range))
            return false
        default: return false
        }
    }

    func texts(_ item: Item?) -> [Build.Text] {
        (item?.list ?? item.map { $0.string == nil ? [] : [$0] } ?? []).compactMap { item in
            item.text.map { Build.Text(text: $0, range: item.range) }
        }
    }
}
