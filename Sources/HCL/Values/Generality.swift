/// Which of two types holds more: a string can stand for every number, a list for every tuple of its elements.
enum Generality {
    /// The types, each before those it is more general than, otherwise in their order.
    static func ordered(_ types: [ValueType]) -> [ValueType] {
        var lesser = Array(repeating: [Int](), count: types.count)
        var greaterCount = Array(repeating: 0, count: types.count)
        for left in types.indices {
            for right in types.indices.dropFirst(left + 1) {
                let order = compare(types[left], types[right])
                guard order != 0 else { continue }
                let (general, special) = order < 0 ? (left, right) : (right, left)
                lesser[general].append(special)
                greaterCount[special] += 1
            }
        }
        var order = types.indices.filter { greaterCount[$0] == 0 }
        var next = 0
        while next < order.count {
            for special in lesser[order[next]] {
                greaterCount[special] -= 1
                if greaterCount[special] == 0 { order.append(special) }
            }
            next += 1
        }
        return order.map { types[$0] }
    }

    /// Below zero when `left` is the more general, above when `right` is, zero where neither can be told to be.
    private static func compare(_ left: ValueType, _ right: ValueType) -> Int {
        switch (left, right) {
        case (.any, .any), (.string, .string): 0
        case (.any, _): 1
        case (_, .any): -1
        case (.string, .number), (.string, .bool): -1
        case (.number, .string), (.bool, .string): 1
        case (.list(let left), .list(let right)), (.set(let left), .set(let right)), (.map(let left), .map(let right)):
            compare(left, right)
        case (.list, .tuple), (.map, .object), (.list, .set), (.tuple, .set): -1
        case (.tuple, .list), (.object, .map), (.set, .list), (.set, .tuple): 1
        case (.tuple(let left), .tuple(let right)):
            left.count == right.count ? agreed(zip(left, right).map { compare($0, $1) }) : 0
        case (.object(let left), .object(let right)):
            left.keys == right.keys
                ? agreed(left.map { name, attribute in right[name].map { compare(attribute.type, $0.type) } ?? 0 }) : 0
        default: 0
        }
    }

    /// What the parts of a type say, as long as they do not say different things.
    private static func agreed(_ orders: [Int]) -> Int {
        let isGreater = orders.contains { $0 < 0 }
        let isLesser = orders.contains { $0 > 0 }
        return isGreater == isLesser ? 0 : isGreater ? -1 : 1
    }
}
