internal import Values

/// Items by name, in the order in which they were written.
struct Mapping {
    struct Member {
        let name: String
        /// Where the name was written.
        let range: SourceRange?
        var item: Item
    }

    private(set) var members: [Member] = []
    /// Where each name is, once looking at all of them takes longer.
    private var places: [String: Int]?

    init(_ members: [Member] = []) {
        for member in members { set(member.name, member.item, at: member.range) }
    }

    var isEmpty: Bool { members.isEmpty }

    func place(of name: String) -> Int? {
        if let places { return places[name] }
        return members.firstIndex { $0.name == name }
    }

    /// Setting nil removes the name; setting another item keeps its place.
    subscript(name: String) -> Item? {
        get { place(of: name).map { members[$0].item } }
        set {
            guard let newValue else { return removeAll { $0 == name } }
            set(name, newValue, at: nil)
        }
    }

    func member(_ name: String) -> Member? { place(of: name).map { members[$0] } }

    mutating func set(_ name: String, _ item: Item, at range: SourceRange?) {
        if let place = place(of: name) {
            members[place].item = item
            return
        }
        members.append(Member(name: name, range: range, item: item))
        if places != nil { places?[name] = members.count - 1 } else if members.count > 16 { index() }
    }

    mutating func removeAll(where isGone: (String) -> Bool) {
        guard members.contains(where: { isGone($0.name) }) else { return }
        members.removeAll { isGone($0.name) }
        places = nil
        if members.count > 16 { index() }
    }

    private mutating func index() {
        places = Dictionary(members.enumerated().map { ($1.name, $0) }) { first, _ in first }
    }

    /// Changes every item, in order.
    mutating func transform<Failure: Error>(_ change: (String, inout Item) throws(Failure) -> Void) throws(Failure) {
        for place in members.indices { try change(members[place].name, &members[place].item) }
    }

    /// Changes the mapping under a name, if there is one.
    mutating func change<Failure: Error>(
        _ name: String, _ change: (inout Mapping) throws(Failure) -> Void
    ) throws(Failure) {
        guard let place = place(of: name) else { return }
        try members[place].item.change(change)
    }

    /// Changes every mapping in the one under a name.
    mutating func changeEach<Failure: Error>(
        in name: String, _ change: (String, inout Mapping) throws(Failure) -> Void
    ) throws(Failure) {
        try self.change(name) { mapping throws(Failure) in
            try mapping.transform { name, item throws(Failure) in
                try item.change { inner throws(Failure) in try change(name, &inner) }
            }
        }
    }
}
