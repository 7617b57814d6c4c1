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
            guard let newValue else { return remove(name) }
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

    private mutating func remove(_ name: String) {
        guard let place = place(of: name) else { return }
        members.remove(at: place)
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
}
