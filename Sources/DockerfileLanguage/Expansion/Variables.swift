internal import Values

/// Variables in the order they were first set. Names and values are bytes.
package struct Variables: Equatable, Sendable {
    package private(set) var all: [(name: String, value: String)] = []
    /// How many bytes the values have in all.
    package private(set) var size = 0
    /// Where each is. Of a few none is noted: most lists are short, and looking at all is quicker than hashing.
    private var places: [ExactText: Int] = [:]
    private static let few = 16

    package init() {}

    package subscript(_ name: String) -> String? {
        place(of: ExactText(name)).map { all[$0].value }
    }

    private func place(of name: ExactText) -> Int? {
        all.count > Self.few ? places[name] : all.firstIndex { ExactText($0.name) == name }
    }

    package mutating func set(_ name: String, to value: String) {
        size += value.utf8.count
        if let place = place(of: ExactText(name)) {
            size -= all[place].value.utf8.count
            all[place].value = value
        } else {
            all.append((name, value))
            noteLast()
        }
    }

    private mutating func noteLast() {
        guard all.count > Self.few else { return }
        for place in places.count..<all.count { places[ExactText(all[place].name)] = place }
    }

    package static func == (left: Variables, right: Variables) -> Bool {
        left.all.elementsEqual(right.all) {
            ExactText($0.name) == ExactText($1.name) && ExactText($0.value) == ExactText($1.value)
        }
    }
}
