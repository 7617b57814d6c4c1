/// The members of an object as they come: one for each name.
struct DistinctMembers {
    private(set) var all: [JSON.Member] = []
    /// Made for many members only. Names are their bytes: to `String` two spellings of one letter are equal.
    private var places: [[UInt8]: Int] = [:]

    mutating func set(_ name: String, _ value: JSON) {
        let member = JSON.Member(name, value)
        if let place = place(of: name) {
            all[place] = member
            return
        }
        all.append(member)
        if all.count == Self.few {
            for (place, member) in all.enumerated() { places[Array(member.name.utf8)] = place }
        } else if all.count > Self.few {
            places[Array(name.utf8)] = all.count - 1
        }
    }

    private func place(of name: String) -> Int? {
        all.count < Self.few ? all.firstIndex { $0.name.utf8.elementsEqual(name.utf8) } : places[Array(name.utf8)]
    }

    private static let few = 12
}
