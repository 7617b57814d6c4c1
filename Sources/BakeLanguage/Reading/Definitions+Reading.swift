internal import Compose
internal import HCL
package import Values

extension Definitions {
    /// Computes all that the files define. They come in the order in which later ones override earlier ones, but for Compose
    /// files, which come before all others.
    ///
    /// Throws all faults of all files.
    package init(
        _ files: [BakeFile], _ overrides: VariableOverrides, _ surroundings: any Surroundings
    ) throws(Diagnostics) {
        self.init()
        var collection = FileCollection(surroundings, overrides)
        for file in files { collection.add(file) }
        let faults = collection.faults + readCompose(collection, surroundings)
        try readBodies(collection, faults, overrides, surroundings)
    }

    /// `faults` are those of the files so far.
    private mutating func readBodies(
        _ collection: FileCollection, _ faults: [Diagnostic], _ overrides: VariableOverrides,
        _ surroundings: any Surroundings
    ) throws(Diagnostics) {
        let resolver = Resolver(overrides, ContextBases(collection.files), surroundings)
        resolver.faults = faults
        let bodies = collection.bodies
        for body in bodies { resolver.declare(body) }
        resolver.run(bodies, into: &self)
        warnings += resolver.faults.filter { $0.severity == .warning }
        let errors = resolver.faults.filter { $0.severity == .error }
        if errors.isEmpty { return }
        throw Diagnostics((faults.isEmpty ? errors : errors.withoutFollowers) + warnings)
    }

    /// Adds what Compose files define, and gives what is wrong with them.
    private mutating func readCompose(
        _ collection: FileCollection, _ surroundings: any Surroundings
    ) -> [Diagnostic] {
        guard collection.faults.isEmpty, !collection.compose.isEmpty else { return [] }
        do throws(Diagnostics) {
            let project = try ComposeProject(
                files: collection.compose.map(\.source), environment: collection.composeEnvironment,
                surroundings: surroundings)
            try add(project, contextBase: collection.compose.first?.contextBase)
            return []
        } catch {
            return error.all
        }
    }
}

extension [Diagnostic] {
    /// Without names that nobody defines: where a file could not be read whole, what defines them may be in the rest.
    fileprivate var withoutFollowers: Self { filter { !$0.mayFollow } }
}
