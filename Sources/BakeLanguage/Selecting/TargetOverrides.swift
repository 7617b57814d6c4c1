package import Values

/// What `--set` and the flags that stand for it change about targets.
package struct TargetOverrides: Sendable {
    /// What is to become of an attribute, or of one name in it (`args.VERSION`), of one target.
    struct Change {
        let key: String
        let name: String?
        var values: [String]
        /// Whether the values are added to what is there. The last word decides.
        var isAddition: Bool
        /// The last word that says so.
        var place: SourceRange
    }

    private var changes: [String: [Change]] = [:]
    /// Nil where bake files must not see it.
    private let environment: [String: String]?

    /// Throws what names no target. Whether a key and its value make sense is told by the target they meet.
    package init(
        _ overrides: [Override], for definitions: Definitions, _ surroundings: any Surroundings
    ) throws(Diagnostics) {
        environment = surroundings.hidesVariablesFromBake ? nil : surroundings.environment
        var faults: [Diagnostic] = []
        for override in overrides {
            do throws(Diagnostics) {
                try add(override, to: definitions)
            } catch {
                faults += error.all
            }
        }
        if !faults.isEmpty { throw Diagnostics(faults) }
    }

    private mutating func add(_ word: Override, to definitions: Definitions) throws(Diagnostics) {
        let targets = try Self.targets(matching: word, in: definitions)
        var change = Change(
            key: word.key, name: word.name, values: [], isAddition: word.isAddition, place: word.place)
        if let value = word.value {
            change.values = [value]
        } else if let environment {
            // `args.NAME` alone means the variable of that name, if there is one.
            guard let name = word.name, let value = environment[name] else { return }
            change.values = [value]
        }
        for target in targets { add(change, to: target) }
    }

    private static func targets(matching word: Override, in definitions: Definitions) throws(Diagnostics)
        -> [String]
    {
        if definitions.target(named: word.pattern) != nil { return [word.pattern] }
        guard let pattern = NamePattern(word.pattern) else {
            throw Diagnostics(SelectionFault.badPattern(word.pattern).diagnostic(at: word.place))
        }
        let names = definitions.targets.map(\.name).filter(pattern.matches)
        if names.isEmpty { throw Diagnostics(SelectionFault.noMatch(word.pattern).diagnostic(at: word.place)) }
        return names
    }

    private mutating func add(_ change: Change, to target: String) {
        var own = changes[target] ?? []
        defer { changes[target] = own }
        guard let place = own.firstIndex(where: { $0.key == change.key && $0.name == change.name }) else {
            return own.append(change)
        }
        own[place].values += change.values
        own[place].isAddition = change.isAddition
        own[place].place = change.place
    }

    /// Changes a target as the words say.
    func apply(to target: inout Target) throws(Diagnostics) {
        guard let changes = changes[target.name] else { return }
        // The source of a secret can be changed only when the list of secrets is as it will be.
        let secret = OverrideKey.secret.rawValue
        for change in changes where change.key != secret { try Self.apply(change, to: &target) }
        for change in changes where change.key == secret { try Self.apply(change, to: &target) }
    }

    private static func apply(_ change: Change, to target: inout Target) throws(Diagnostics) {
        do throws(OverrideWordFault) {
            guard let key = OverrideKey(rawValue: change.key) else { throw .unknownKey(change.key) }
            try target.apply(change, to: key)
            // What is added to may have been at fault before.
            let isWhole = !change.isAddition && key != .push && key != .load
            if isWhole || target.places[key.attribute] == nil { target.places[key.attribute] = change.place }
        } catch {
            throw Diagnostics(error.diagnostic(at: change.place))
        }
    }
}
