package import Values

/// What became of reading a Dockerfile: as much of it as could be understood, what the checks found that look at
/// writing alone, and what is wrong.
package struct Reading: Sendable {
    package let dockerfile: Dockerfile
    /// Those made up to the first fault.
    package let findings: Findings
    /// What keeps the file from being divided into instructions comes first, as nothing else is known before that.
    package let faults: [Diagnostic]
    /// What is doubtful and no rule is about.
    package let warnings: [Diagnostic]
    /// Where the file says what is checked, if that counts.
    let checkPlace: SourceRange?

    /// `settings` stand in for what the file says with `# check=`, where they are given.
    package init(_ file: SourceFile, checks settings: CheckSettings? = nil) {
        let text = WordText(of: file.bytes)
        var directives = Directives()
        var warnings: [Diagnostic] = []
        if let syntax = DirectiveReader.first(.syntax, in: file.bytes)?.firstWord {
            let frontend = Frontend(text.string(syntax))
            directives.syntax = frontend.image
            let place = SourceRange(file, syntax.startIndex..<syntax.endIndex)
            if !frontend.isDockerfile { warnings.append(frontend.warning(at: place)) }
        }
        self.warnings = warnings
        var early: [Diagnostic] = []
        var checkPlace: SourceRange?
        if settings == nil, let check = DirectiveReader.first(.check, in: file.bytes)?.firstWord {
            let place = SourceRange(file, check.startIndex..<check.endIndex)
            checkPlace = place
            do throws(CheckSettingsFault) {
                directives.check = try CheckSettings(text.string(check))
            } catch {
                early.append(error.diagnostic(at: place))
            }
        }
        self.checkPlace = checkPlace
        var reader = StatementReader(file, text)
        reader.read()
        reader.refuseNothing()
        directives.escape = reader.escape
        var assembly = Assembly(
            file, text, escape: reader.escape, Findings(settings ?? directives.check), faults: early + reader.faults,
            unread: reader.unread)
        assembly.add(emptyContinuations: reader.emptyContinuations)
        for statement in reader.statements { assembly.add(statement) }
        assembly.finish()
        dockerfile = Dockerfile(
            file: file, directives: directives, arguments: assembly.arguments, stages: assembly.stages,
            unread: assembly.unread)
        findings = assembly.findings
        faults = assembly.faults
    }
}
