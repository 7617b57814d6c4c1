internal import Values

extension ModelDecoder {
    /// Hosts and their addresses, from a mapping or from a list of `host=address` or `host:address`.
    mutating func hosts(_ item: Item?) -> [Build.NamedValue] {
        var addresses: [(name: String, addresses: [String], range: SourceRange?)] = []
        for member in item?.mapping?.members ?? [] {
            let list = member.item.list?.compactMap(\.text) ?? [member.item.text ?? ""]
            addresses.append((member.name, list, member.range))
        }
        var places: [String: Int] = [:]
        for item in item?.list ?? [] {
            guard let text = item.text else { continue }
            guard let pair = Pair(text) ?? Pair(text, separator: ":") else {
                faults.append(.badHost(text, at: item.range))
                continue
            }
            let list = pair.value.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            if let known = places[pair.name] {
                addresses[known].addresses += list
            } else {
                places[pair.name] = addresses.count
                addresses.append((pair.name, list, item.range))
            }
        }
        return addresses.map { host in
            if host.name.isEmpty
                || host.name.utf8.contains(where: { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "=") })
            {
                faults.append(.badHostName(host.name, at: host.range))
            }
            let value = host.addresses.map(Self.withoutBrackets).joined(separator: ",")
            return .init(name: host.name, value: value, range: host.range)
        }
    }

    /// `[::1]` is `::1`.
    private static func withoutBrackets(_ address: String) -> String {
        guard address.utf8.count > 2, address.hasPrefix("["), address.hasSuffix("]") else { return address }
        return String(address.dropFirst().dropLast())
    }
}
