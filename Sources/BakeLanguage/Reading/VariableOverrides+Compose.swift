internal import Compose
internal import Values

extension VariableOverrides {
    /// What the variables of Compose files mean: the process environment, with what `.env` in the working directory adds,
    /// and over both what `--var` gives.
    func composeEnvironment(_ surroundings: any Surroundings) throws(Diagnostics) -> [String: String] {
        let own = surroundings.variablesForBake
        var environment = own
        if surroundings.kind(of: ".env") == .file {
            let dotenv = try Dotenv(try Self.dotenv(surroundings)) { own[$0] }
            environment.merge(dotenv.variables) { own, _ in own }
        }
        return environment.merging(given) { _, given in given }
    }

    private static func dotenv(_ surroundings: any Surroundings) throws(Diagnostics) -> SourceFile {
        do throws(UnreadableFile) {
            return SourceFile(name: ".env", bytes: try surroundings.contents(of: ".env") ?? [])
        } catch {
            throw Diagnostics(Diagnostic(.error, "\(LookupFault.unreadable(error))"))
        }
    }
}
