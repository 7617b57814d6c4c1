// How lists lose what is in them twice. Each rule is that of buildx, which shows in the order that is printed.

extension Array where Element: Hashable {
    /// From the end on, an element that equals a later one stays, and the last of the list takes the place of the later
    /// one: `a b a c b d` becomes `a b d c`.
    func droppingDuplicatesFromEnd() -> [Element] {
        if count < 2 { return self }
        var kept = self
        var places: [Element: Int] = [:]
        for index in indices.reversed() {
            let element = kept[index]
            if let place = places[element] {
                let last = kept.removeLast()
                if place < kept.endIndex {
                    kept[place] = last
                    places[last] = place
                }
            }
            places[element] = index
        }
        return kept
    }
}

extension Array {
    /// Of elements with the same name the last replaces the first, where that stands.
    func keepingLast<Name: Hashable>(by name: (Element) -> Name) -> [Element] {
        if count < 2 { return self }
        var kept: [Element] = []
        var places: [Name: Int] = [:]
        for element in self {
            if let place = places[name(element)] {
                kept[place] = element
            } else {
                places[name(element)] = kept.count
                kept.append(element)
            }
        }
        return kept
    }
}

extension [String] {
    private var isDistinct: Bool {
        indices.allSatisfy { !self[$0].isEmpty && !self[..<$0].contains(self[$0]) }
    }

    /// Each text once, where it came first.
    func distinctKeepingEmpty() -> [String] {
        var seen: Set<String> = []
        return filter { seen.insert($0).inserted }
    }

    /// Without empty strings, and without those that were there before.
    package func droppingEmptyAndRepeated() -> [String] {
        // Nearly all lists are short, and to compare is quicker than to hash.
        if count <= 4, isDistinct { return self }
        return filter { !$0.isEmpty }.distinctKeepingEmpty()
    }
}
