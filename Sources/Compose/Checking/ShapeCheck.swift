internal import Values

/// Compares items with the shapes they should have, and notes every difference.
struct ShapeCheck {
    private(set) var faults: [ComposeFault] = []

    mutating func check(_ item: Item, _ shape: Shape, at path: [String]) {
        switch shape {
        case .scalar(let kinds): checkKind(item, kinds, at: path)
        case .list(let element, let isSet): checkList(item, element, isSet, at: path)
        case .fields(let fields, let required): checkFields(item, fields, required, at: path)
        case .named(let rule, let element): checkNames(item, rule, element, at: path)
        case .either(let shapes):
            if let shape = shapes.first(where: { $0.kinds.contains(where: item.isA) }) {
                check(item, shape, at: path)
            } else {
                faults.append(.wrongKind(path: path, wanted: shape.kinds, at: item.range))
            }
        }
    }

    private mutating func checkKind(_ item: Item, _ kinds: [Kind], at path: [String]) {
        if case .float(let value) = item.value, !value.isFinite {
            faults.append(.notFinite(path: path, at: item.range))
        } else if !kinds.contains(where: item.isA) {
            faults.append(.wrongKind(path: path, wanted: kinds, at: item.range))
        }
    }

    private mutating func checkList(_ item: Item, _ element: Shape, _ isSet: Bool, at path: [String]) {
        guard let items = item.list else { return checkKind(item, [.list], at: path) }
        var seen: [String: SourceRange?] = [:]
        for (index, item) in items.enumerated() {
            check(item, element, at: path + [String(index)])
            guard isSet, let text = item.string else { continue }
            if let first = seen[text] {
                faults.append(.repeated(text, path: path, at: item.range, first: first))
            } else {
                seen[text] = .some(item.range)
            }
        }
    }

    private mutating func checkFields(
        _ item: Item, _ fields: [String: Shape], _ required: [String], at path: [String]
    ) {
        guard let mapping = item.mapping else { return checkKind(item, [.mapping], at: path) }
        for member in mapping.members where !member.name.hasPrefix("x-") {
            if let shape = fields[member.name] {
                check(member.item, shape, at: path + [member.name])
            } else {
                faults.append(
                    .unknownKey(member.name, path: path, known: fields.keys.sorted(), at: member.range))
            }
        }
        for name in required where mapping[name] == nil {
            faults.append(.missingKey(name, path: path, at: item.range))
        }
    }

    private mutating func checkNames(_ item: Item, _ rule: Shape.NameRule, _ element: Shape, at path: [String]) {
        guard let mapping = item.mapping else { return checkKind(item, [.mapping], at: path) }
        for member in mapping.members {
            guard rule.takes(member.name) else {
                faults.append(.badName(member.name, path: path, at: member.range))
                continue
            }
            if rule.looks(at: member.name) { check(member.item, element, at: path + [member.name]) }
        }
    }
}
