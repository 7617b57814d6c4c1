internal import Values

// What a login changes in Docker's config.json. All else stays, in its order.
extension ConfigurationReader {
    /// The whole with an entry for a place, in the place of all that was there for it.
    func keeping(_ entry: [JSON.Member], for place: LoginPlace) throws(RegistryFault) -> JSON {
        let old = try auths()
        let first = old.firstIndex { place.isMeant(by: $0.name) } ?? old.endIndex
        var entries = old.filter { !place.isMeant(by: $0.name) }
        entries.insert(JSON.Member(place.key, .object(entry)), at: first)
        return value.setting("auths", .object(entries))
    }

    /// The whole without what is there for a place, and whether there was something.
    func removing(_ place: LoginPlace) throws(RegistryFault) -> (JSON, Bool) {
        let old = try auths()
        let entries = old.filter { !place.isMeant(by: $0.name) }
        return (value.setting("auths", .object(entries)), entries.count < old.count)
    }

    private func auths() throws(RegistryFault) -> [JSON.Member] {
        _ = try members()
        _ = try self["auths"]?.members()
        return value["auths"]?.members ?? []
    }
}

extension JSON {
    /// An object with a member set where it is, or at the end.
    fileprivate func setting(_ name: String, _ value: JSON) -> JSON {
        var all = members ?? []
        if let place = all.firstIndex(where: { $0.name == name }) {
            all[place] = Member(name, value)
        } else {
            all.append(Member(name, value))
        }
        return .object(all)
    }
}
