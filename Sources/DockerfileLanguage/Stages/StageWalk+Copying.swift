internal import Values

extension StageWalk {
    mutating func copy(_ copying: Copying, _ instruction: Instruction) throws(ResolutionFault) {
        var origin = Origin.mainContext
        let expanded = try expand(copying, instruction)
        if let from = copying.from {
            let source = try surroundings.graph.source(ofCopy: from, surroundings.expander)
            part = .flag("from")
            origin = try self.origin(of: source, from, isMount: false)
        }
        try transfer(expanded, as: copying, from: origin, isAdd: false, instruction)
    }

    mutating func add(_ copying: Copying, _ instruction: Instruction) throws(ResolutionFault) {
        try transfer(try expand(copying, instruction), as: copying, from: .mainContext, isAdd: true, instruction)
    }

    private mutating func transfer(
        _ copying: Copying, as written: Copying, from origin: Origin, isAdd: Bool, _ instruction: Instruction
    ) throws(ResolutionFault) {
        try check(copying)
        var operation = CopyOperation(
            isAdd: isAdd, origin: origin, sources: [],
            destination: SlashPath.destination(copying.destination, in: state.workingDirectory))
        for (source, writtenSource) in zip(copying.sources, written.sources) {
            part = .reading(writtenSource)
            operation.sources.append(try resolved(source, isAdd: isAdd))
            if origin == .mainContext { checkIgnored(source, isAdd: isAdd, instruction) }
        }
        operation.sources += copying.heredocs.map { .inline(name: $0.name, content: $0.content) }
        operation.owner = copying.owner
        operation.mode = copying.mode
        // As BuildKit has it, a mode takes the link away.
        operation.isLink = copying.isLink && copying.mode == nil
        operation.keepsParents = copying.keepsParents
        operation.excludes = copying.excludes
        operation.unpacks = copying.unpacks
        operation.checksum = copying.checksum
        operation.keepsGitDirectory = copying.keepsGitDirectory ?? false
        addStep(titles.plain(instruction.text, state.variables), .copy(operation), instruction)
        record(Self.history(copying, isAdd: isAdd), isEmpty: false)
    }

    /// Flags come first; heredocs know only variables.
    private mutating func expand(_ copying: Copying, _ instruction: Instruction) throws(ResolutionFault) -> Copying {
        var expanded = copying
        expanded.owner = try expand(copying.owner, ofFlag: "chown", instruction)
        expanded.mode = try expand(copying.mode, ofFlag: "chmod", instruction)
        expanded.checksum = try expand(copying.checksum, ofFlag: "checksum", instruction)
        for (index, source) in copying.sources.enumerated() {
            expanded.sources[index] = try expand(source, .reading(source), of: instruction)
        }
        let destination = copying.destination
        expanded.destination = try expand(destination, .reading(destination), of: instruction)
        part = .whole
        var plain = Expander()
        plain.removesQuotes = false
        for (index, heredoc) in copying.heredocs.enumerated() {
            var content = heredoc.chomps ? heredoc.chomped : heredoc.content
            if heredoc.expands { content = try expand(content, instruction, plain) }
            expanded.heredocs[index].content = content
        }
        return expanded
    }

    private mutating func expand(
        _ word: String?, ofFlag flag: String, _ instruction: Instruction
    ) throws(ResolutionFault) -> String? {
        guard let word else { return nil }
        let text = try expand(word, .flag(flag), of: instruction) as String
        return text.isEmpty ? nil : text
    }

    private mutating func check(_ copying: Copying) throws(ResolutionFault) {
        part = .flag("chmod")
        if let mode = copying.mode { try Self.check(mode) }
        guard let checksum = copying.checksum else { return }
        part = .flag("checksum")
        guard copying.sources.count == 1 else { throw .instruction(.checksumOfMany) }
        switch RemoteSource(copying.sources[0]) {
        case nil: throw .instruction(.checksumOfFile(copying.sources[0]))
        case .web: if Digest(checksum) == nil { throw .instruction(.checksum(checksum)) }
        case .git: break
        }
    }

    private static func check(_ mode: String) throws(ResolutionFault) {
        do throws(FileModeFault) {
            _ = try SymbolicMode(mode)
        } catch {
            throw .instruction(.fileMode(error))
        }
    }

    private func resolved(_ source: String, isAdd: Bool) throws(ResolutionFault) -> CopyOperation.Source {
        switch RemoteSource(source) {
        case nil: return .path(source)
        case .web:
            guard isAdd else { throw .instruction(.webSource(source)) }
            return .web(source)
        case .git:
            guard isAdd else { throw .instruction(.gitSource(source)) }
            return .git(source)
        }
    }

    private static func history(_ copying: Copying, isAdd: Bool) -> String {
        var text = isAdd ? "ADD" : "COPY"
        if copying.keepsParents { text += " --parents" }
        if let owner = copying.owner { text += " --chown=" + owner }
        if let mode = copying.mode { text += " --chmod=" + mode }
        for source in copying.sources { text += " " + source }
        for heredoc in copying.heredocs { text += " <<" + heredoc.name }
        return text + " " + copying.destination + " # buildkit"
    }
}
