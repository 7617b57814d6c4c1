package import Values

/// Targets, and further groups, under one name.
package struct Group: Sendable {
    package let name: String
    package var description: String?
    /// Nil when the file says null, which `--print` repeats.
    package var members: [String]?
    /// Where the file names the group; nil for one that no file declares as such.
    package var declaration: SourceRange?
    /// Where the members stand.
    package var place: SourceRange?

    package init(
        name: String, description: String? = nil, members: [String]?, declaration: SourceRange? = nil,
        place: SourceRange? = nil
    ) {
        self.name = name
        self.description = description
        self.members = members
        self.declaration = declaration
        self.place = place
    }

    /// The best place to point at when a member is at fault.
    func place(of member: String) -> SourceRange? {
        place?.quoting(member) ?? declaration
    }
}
