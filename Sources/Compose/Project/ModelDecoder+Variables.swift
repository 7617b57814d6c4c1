internal import Values

extension ModelDecoder {
    /// The environment of a service. What it sets itself goes before what its env files set, the later of which win.
    mutating func variables(of service: Mapping, at path: [String]) -> [String: String?] {
        var own: [String: String?] = [:]
        for (name, value, _) in pairs(service["environment"]) { own[name] = .some(value ?? environment[name]) }
        var found = own.compactMapValues(\.self)
        let (set, outside) = (found, environment)
        for item in service["env_file"]?.list ?? [] {
            do throws(ComposeFault) {
                try read(item, at: path + ["env_file"], into: &found) { outside[$0] ?? set[$0] }
            } catch {
                faults.append(error)
            }
        }
        return found.mapValues(Optional.some).merging(own) { _, own in own }
    }

    private func read(
        _ item: Item, at path: [String], into variables: inout [String: String], outside: @escaping (String) -> String?
    ) throws(ComposeFault) {
        guard let entry = item.mapping, let location = entry["path"]?.string else { return }
        var decoder = self
        let isRequired = entry["required"].map { decoder.flag($0, at: path + ["required"]) } ?? true
        if let fault = decoder.faults.dropFirst(faults.count).first { throw fault }
        guard let file = try reader.file(at: location, askedAt: item.range) else {
            if isRequired { throw .missingFile(path: location, purpose: .environment, at: item.range) }
            return
        }
        if let format = text(entry["format"]), format != ".env" {
            throw .unknownFormat(format, at: entry["format"]?.range)
        }
        do throws(Diagnostics) {
            variables = try Dotenv(file, known: variables, outside: outside).variables
        } catch {
            throw .within(error)
        }
    }

    /// A mapping, or a list of `name=value`, as names and values; the last one of a name counts.
    mutating func pairs(_ item: Item?) -> [(name: String, value: String?, range: SourceRange?)] {
        var pairs = Mapping()
        for member in item?.mapping?.members ?? [] { pairs.set(member.name, member.item, at: member.range) }
        for item in item?.list ?? [] {
            guard let text = item.text else { continue }
            let pair = Pair(text)
            let name = pair?.name ?? text
            if name.last?.isWhitespace == true { faults.append(.trailingSpace(name: name, at: item.range)) }
            pairs.set(name, Item(pair.map { .string($0.value) } ?? .null, item.range), at: item.range)
        }
        return pairs.members.map { ($0.name, $0.item.isNull ? nil : $0.item.text, $0.item.range ?? $0.range) }
    }
}
