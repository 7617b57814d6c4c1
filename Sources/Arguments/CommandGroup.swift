/// A command that only leads to others, such as `hearth cache`.
package struct CommandGroup<Action: Sendable>: Sendable {
    package let name: String
    package let summary: String
    package let discussion: String
    let sections: [CommandSection<Action>]
    /// What programs call and nobody types: in no help, in no completion, and suggested to nobody.
    let hidden: [CommandTree<Action>]

    package init(
        _ name: String, summary: String, discussion: String = "", sections: [CommandSection<Action>],
        hidden: [CommandTree<Action>] = []
    ) {
        Name.check(command: name)
        self.name = name
        self.summary = summary
        self.discussion = discussion
        self.sections = sections
        self.hidden = hidden
        let names = (children + hidden).map(\.name)
        precondition(Set(names).count == names.count, "two commands of '\(name)' bear one name: \(names)")
        let flags = flags.map(\.long)
        precondition(Set(flags).count == flags.count, "two commands of '\(name)' bear one flag: \(flags)")
    }

    /// A group whose help shows its children in one list.
    package init(_ name: String, summary: String, discussion: String = "", _ children: [CommandTree<Action>]) {
        self.init(
            name, summary: summary, discussion: discussion, sections: [CommandSection("Commands", children)])
    }

    var children: [CommandTree<Action>] { sections.flatMap(\.children) }

    /// The flags that stand for children.
    var flags: [DeclaredOption] { children.compactMap(\.flag) }

    func child(named name: String) -> CommandTree<Action>? {
        (children + hidden).first { $0.name == name }
    }
}

/// Children of a group that its help lists under one title.
package struct CommandSection<Action: Sendable>: Sendable {
    let title: String
    let children: [CommandTree<Action>]

    package init(_ title: String, _ children: [CommandTree<Action>]) {
        self.title = title
        self.children = children
    }
}
