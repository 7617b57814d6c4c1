/// A command that does something: a leaf of the tree.
///
/// Its options, arguments and examples are declared in one closure, which keeps the typed keys it is given and returns
/// the action that reads them. The closure runs only when this command is parsed, explained or completed, so a program
/// pays for one declaration and not for all of them.
///
/// `Action` is the program's own: what an action gets beside its `Invocation`, and what it may throw, is not known here.
package struct Command<Action: Sendable>: Sendable {
    package let name: String
    package let summary: String
    package let discussion: String
    /// Stands for the name, where the name could stand.
    let flag: DeclaredOption?
    let declare: @Sendable (inout Declaration) -> Action

    /// `flag` is another way to type the name, which people know from other programs: `hearth --version` for
    /// `hearth version`. `summary` is one line. In `discussion` an empty line parts paragraphs, and a line that begins
    /// with a space is shown as it stands.
    package init(
        _ name: String, flag: String? = nil, summary: String, discussion: String = "",
        declare: @escaping @Sendable (_ declare: inout Declaration) -> Action
    ) {
        Name.check(command: name)
        self.name = name
        self.flag = flag.map { DeclaredOption(flag: $0, help: summary) }
        self.summary = summary
        self.discussion = discussion
        self.declare = declare
    }

    func declared() -> (declaration: Declaration, action: Action) {
        var declaration = Declaration()
        let action = declare(&declaration)
        return (declaration, action)
    }
}
