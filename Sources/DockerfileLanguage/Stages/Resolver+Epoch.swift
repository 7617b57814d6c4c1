internal import Values

extension Resolver {
    /// What SOURCE_DATE_EPOCH asks for, which stages see as a plain number.
    mutating func epoch() throws(Diagnostics) -> SourceEpoch? {
        let name = "SOURCE_DATE_EPOCH"
        guard let text = request.arguments[name] ?? globals.values[name] else { return nil }
        guard !text.isEmpty else {
            request.arguments[name] = nil
            return nil
        }
        if let seconds = Int64(text) {
            if request.arguments[name] != nil { request.arguments[name] = "\(seconds)" }
            globals.replace(name, by: "\(seconds)")
            return .seconds(seconds)
        }
        if text == "context" { return .mainContext }
        if let context = try? sources.context(named: text, for: request.platform) {
            if case .files(let files) = context { return .context(files) }
            return nil
        }
        if let stage = dockerfile.stages.firstIndex(where: { $0.name == text.lowercased() }) { return .stage(stage) }
        let known = dockerfile.stages.compactMap(\.name) + ["context"]
        throw Diagnostics(ResolutionFault.epoch(text, known: known).diagnostic(at: nil))
    }
}
