/// Values under names, in the order of the names' bytes, and what they weigh together.
package struct Members: Sendable {
    package struct Member: Hashable, Sendable {
        package let name: String
        package let value: Value

        package init(name: String, value: Value) {
            self.name = name
            self.value = value
        }
    }

    package let all: [Member]
    package let weight: Int
    package let depth: Int

    /// Of several members of one name the last counts.
    package init(_ members: [Member]) {
        self.init(ordered: Self.ordered(members))
    }

    package init(_ values: [String: Value]) {
        self.init(
            ordered: values.map { Member(name: $0.key, value: $0.value) }.sorted { $0.name.precedesInBytes($1.name) })
    }

    private init(ordered members: [Member]) {
        all = members
        var weight = Value.ownWeight
        var depth = 0
        for member in members {
            weight = weight.saturatingSum(member.value.weight).saturatingSum(member.name.utf8.count)
            depth = max(depth, member.value.depth)
        }
        self.weight = weight
        self.depth = depth + 1
    }

    package var count: Int { all.count }
    package var isEmpty: Bool { all.isEmpty }
    package var names: [String] { all.map(\.name) }

    package subscript(name: String) -> Value? {
        if all.count <= 8 { return all.first { $0.name == name }?.value }
        var range = all.startIndex..<all.endIndex
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            if all[middle].name == name { return all[middle].value }
            range =
                all[middle].name.precedesInBytes(name)
                ? middle + 1..<range.upperBound : range.lowerBound..<middle
        }
        return nil
    }

    /// The same names, with other values.
    package func mapValues<Failure: Error>(_ change: (Member) throws(Failure) -> Value) throws(Failure) -> Members {
        var changed: [Member] = []
        changed.reserveCapacity(all.count)
        for member in all { changed.append(Member(name: member.name, value: try change(member))) }
        return Members(ordered: changed)
    }

    private static func ordered(_ members: [Member]) -> [Member] {
        if zip(members, members.dropFirst()).allSatisfy({ $0.name.precedesInBytes($1.name) }) { return members }
        var places: [String: Int] = [:]
        var distinct: [Member] = []
        for member in members {
            if let place = places[member.name] {
                distinct[place] = member
            } else {
                places[member.name] = distinct.count
                distinct.append(member)
            }
        }
        return distinct.sorted { $0.name.precedesInBytes($1.name) }
    }
}

extension String {
    /// The order in which names and the strings of a set stand.
    package func precedesInBytes(_ other: String) -> Bool {
        utf8.lexicographicallyPrecedes(other.utf8)
    }
}
