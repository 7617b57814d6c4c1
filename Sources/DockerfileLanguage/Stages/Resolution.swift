package import Values

/// What became of resolving a Dockerfile: the checks' findings come whether or not it can be built.
package struct Resolution: Sendable {
    /// Those up to the first fault.
    package let findings: Findings
    /// Nil where `faults` has something.
    package let resolved: ResolvedDockerfile?
    package let faults: [Diagnostic]
    /// What can be given to the stages that are needed, the target first.
    let parameters: [StageParameters]

    package init(_ reading: Reading, _ request: BuildRequest, _ sources: any StageSources) {
        guard reading.faults.isEmpty, !reading.dockerfile.stages.isEmpty else {
            findings = reading.findings
            resolved = nil
            faults = reading.faults
            parameters = []
            return
        }
        var resolver = Resolver(reading, request, sources)
        do throws(Diagnostics) {
            resolved = try resolver.resolve()
            faults = []
        } catch {
            resolved = nil
            faults = error.all
        }
        findings = resolver.tally.findings
        parameters = resolver.parameters
    }
}
