package import ContentStore
package import Values

/// What goes into a base-image tarball: a target that is built, and what makes it a hit elsewhere.
package struct BaseContents: Sendable {
    /// What a name of the plan led to, with the documents of it that planning needs.
    package struct Name: Sendable {
        package let name: String
        package let digest: Digest
        package let documents: [Digest]

        package init(name: String, digest: Digest, documents: [Digest]) {
            self.name = name
            self.digest = digest
            self.documents = documents
        }
    }

    package var key: Digest
    package var target: BuiltTarget
    package var names: [Name]
    /// Of the steps whose layers the target has.
    package var records: [StepRecord]
    /// Where key files decide: what the target came to.
    package var results: [TargetRecord] = []

    package init(key: Digest, target: BuiltTarget, names: [Name], records: [StepRecord]) {
        self.key = key
        self.target = target
        self.names = names
        self.records = records
    }
}
