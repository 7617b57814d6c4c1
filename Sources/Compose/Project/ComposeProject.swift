package import Values

/// What a set of compose files says about building.
package struct ComposeProject: Sendable {
    /// In the order in which they were first written; those that are included come last.
    package let services: [Service]
    /// Those of the top level.
    package let secrets: [ProjectSecret]
    /// What variables were looked up in: the project's name is in it, too.
    package let environment: [String: String]

    /// Reads the files, each lying over those before it, and whatever they include or extend.
    ///
    /// `environment` is that of the process, with what is given on the command line and what `.env` adds.
    package init(
        files: [SourceFile], environment: [String: String], surroundings: any Surroundings
    ) throws(Diagnostics) {
        self = try Self.load(files, environment, surroundings, alone: false)
    }

    /// What is wrong with a file by itself. What another file may still bring is not missed.
    package static func faults(
        in file: SourceFile, environment: [String: String], surroundings: any Surroundings
    ) -> [Diagnostic] {
        do throws(Diagnostics) {
            _ = try load([file], environment, surroundings, alone: true)
            return []
        } catch {
            return error.all
        }
    }

    private init(_ services: [Service], _ secrets: [ProjectSecret], _ environment: [String: String]) {
        self.services = services
        self.secrets = secrets
        self.environment = environment
    }

    private static func load(
        _ files: [SourceFile], _ environment: [String: String], _ surroundings: any Surroundings, alone: Bool
    ) throws(Diagnostics) -> ComposeProject {
        do throws(ComposeFault) {
            let reader = FileReader(surroundings)
            let parsed = try ParsedFile.all(files)
            let named = try ProjectName(parsed).added(to: environment)
            var loader = ModelLoader(reader: reader, directory: "", environment: named, including: [])
            var model = try loader.load(parsed)
            loader.complete(&model, base: "")
            try ModelCheck.check(model, of: files)
            var decoder = ModelDecoder(reader: reader, environment: named)
            let project = ComposeProject(decoder.services(of: model), decoder.secrets(of: model), named)
            let faults = decoder.faults + (alone ? [] : Consistency.faults(of: project))
            guard faults.isEmpty else { throw .within(Diagnostics(faults.flatMap(\.diagnostics))) }
            return project
        } catch {
            throw Diagnostics(error.diagnostics)
        }
    }
}
