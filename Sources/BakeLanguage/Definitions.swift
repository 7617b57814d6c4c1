package import Values

/// All that the files of one bake define, before anybody chooses from it.
package struct Definitions: Sendable {
    /// Each name once, in the order in which the names first came.
    package private(set) var targets: [Target] = []
    package private(set) var groups: [Group] = []
    package internal(set) var variables: [VariableSummary] = []
    package internal(set) var settings = FileSettings()
    /// What is doubtful, and no error.
    package internal(set) var warnings: [Diagnostic] = []

    private var targetPlaces: [String: Int] = [:]
    private var groupPlaces: [String: Int] = [:]

    package func target(named name: String) -> Target? {
        targetPlaces[name].map { targets[$0] }
    }

    /// What may have been meant by a name that is none: as many as are worth looking through.
    var targetNames: [String] { targets.prefix(1000).map(\.name) }
    var allNames: [String] { targetNames + groups.prefix(1000).map(\.name) }

    package func group(named name: String) -> Group? {
        groupPlaces[name].map { groups[$0] }
    }

    /// Adds a target, or to the one of that name.
    mutating func add(_ target: Target) {
        if let place = targetPlaces[target.name] {
            targets[place].merge(target)
        } else {
            targetPlaces[target.name] = targets.count
            targets.append(target)
        }
    }

    /// Adds a group, in the place of any of that name.
    mutating func add(_ group: Group) {
        var group = group
        group.members = group.members?.distinctKeepingEmpty()
        if let place = groupPlaces[group.name] {
            groups[place] = group
        } else {
            groupPlaces[group.name] = groups.count
            groups.append(group)
        }
    }

    /// Adds a group unless there is one of that name.
    mutating func addMissing(_ group: Group) {
        if groupPlaces[group.name] == nil { add(group) }
    }
}

/// What `--list=variables` tells of a variable.
package struct VariableSummary: Equatable, Sendable {
    package let name: String
    package let description: String
    /// Nil for one whose default tells its type.
    package let type: String?
    /// Nil for null.
    package let value: String?
}
