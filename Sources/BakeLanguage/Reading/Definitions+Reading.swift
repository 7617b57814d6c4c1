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
        let faults = collection.faults + readCompose(collection, surroundings)
        try readBodies(collection, faults, overrides, surroundings)
    }

    /// `faults` are those of the files so far.
    private mutating func readBodies(
        _ collection: FileCollection, _ faults: [Diagnostic], _ overrides: VariableOverrides,
        _ surroundings: any Surroundings
    ) throws(Diagnostics) {
        let resolver = Resolver(overrides, PathBases(collection.files), surroundings)
        resolver.faults = faults
        // Work that grows with the files alone is not held against them: each byte may take a step.
        resolver.root.grant(steps: collection.files.reduce(0) { $0 + $1.source.bytes.count })
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
        guard collection.faults.isEmpty else { return [] }
        var faults: [Diagnostic] = []
        for files in collection.compose.byProject {
            do throws(Diagnostics) {
                try read(files, collection.composeEnvironment, surroundings)
            } catch {
                faults += error.all
            }
        }
        for expression in collection.composeSettings { faults += readSettings(expression) }
        return faults
    }

    /// Adds what one project of Compose files defines. Several files must each be right by itself, too.
    private mutating func read(
        _ files: [BakeFile], _ environment: [String: String], _ surroundings: any Surroundings
    ) throws(Diagnostics) {
        for file in files where files.count > 1 {
            let faults = ComposeProject.faults(in: file.source, environment: environment, surroundings: surroundings)
            if !faults.isEmpty { throw Diagnostics(faults) }
        }
        let project = try ComposeProject(
            files: files.map(\.source), environment: environment, surroundings: surroundings)
        try add(project, base: files.first?.base)
    }

    private mutating func readSettings(_ expression: Expression) -> [Diagnostic] {
        var faults: [Diagnostic] = []
        do throws(Diagnostics) {
            settings.merge(FileSettings(try expression.value(in: Scope()), expression, faults: &faults))
        } catch {
            faults += error.all
        }
        return faults
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
