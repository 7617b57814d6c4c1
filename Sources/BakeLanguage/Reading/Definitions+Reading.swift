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
        let collection = FileCollection(files, surroundings, overrides)
        try readCompose(collection, overrides, surroundings)
        try readBodies(collection, overrides, surroundings)
    }

    private mutating func readBodies(
        _ collection: FileCollection, _ overrides: VariableOverrides, _ surroundings: any Surroundings
    ) throws(Diagnostics) {
        let resolver = Resolver(overrides, PathBases(collection.files), surroundings)
        resolver.faults = collection.faults
        let bodies = collection.bodies
        for body in bodies { resolver.declare(body) }
        resolver.run(bodies, into: &self)
        warnings += resolver.faults.filter { $0.severity == .warning }
        let errors = resolver.faults.filter { $0.severity == .error }
        if errors.isEmpty { return }
        throw Diagnostics((collection.faults.isEmpty ? errors : errors.withoutFollowers) + warnings)
    }

    private mutating func readCompose(
        _ collection: FileCollection, _ overrides: VariableOverrides, _ surroundings: any Surroundings
    ) throws(Diagnostics) {
        do throws(Diagnostics) {
            for files in collection.compose.byProject {
                let project = try ComposeProject(
                    files: files.map(\.source), environment: collection.composeEnvironment, surroundings: surroundings)
                try add(project, base: files.first?.base)
            }
            try readSettings(collection.composeSettings)
        } catch {
            // What is wrong with one file by itself is found again when they are put together.
            throw Diagnostics(collection.faults + error.all.filter { !collection.faults.contains($0) })
        }
    }

    private mutating func readSettings(_ expressions: [Expression]) throws(Diagnostics) {
        var faults: [Diagnostic] = []
        for expression in expressions {
            settings.merge(FileSettings(try expression.value(in: Scope()), expression, faults: &faults))
        }
        if !faults.isEmpty { throw Diagnostics(faults) }
    }
}

extension [BakeFile] {
    /// Compose files by what they are one project of: those that are given, and of those that are included each folder's.
    fileprivate var byProject: [[BakeFile]] {
        var projects: [[BakeFile]] = []
        var places: [PathBase?: Int] = [:]
        for file in self {
            let folder = file.base.flatMap { $0.holdsAll ? $0 : nil }
            if let place = places[folder] {
                projects[place].append(file)
            } else {
                places[folder] = projects.count
                projects.append([file])
            }
        }
        return projects
    }
}

extension [Diagnostic] {
    /// Without names that nobody defines: where a file could not be read whole, what defines them may be in the rest.
    fileprivate var withoutFollowers: Self { filter { !$0.mayFollow } }
}
