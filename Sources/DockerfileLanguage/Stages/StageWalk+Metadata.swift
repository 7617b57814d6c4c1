internal import OCI
internal import Values

extension StageWalk {
    mutating func maintain(_ name: String) {
        state.configuration.author = name
        record("MAINTAINER \(name)")
    }

    mutating func command(_ line: CommandLine, _ instruction: Instruction) {
        noteUse(instruction)
        let words = resolved(line, instruction)
        state.configuration.execution.command = words
        state.configuration.execution.argsEscaped = true
        record("CMD " + HistoryText.quoted(words))
    }

    /// A CMD that is not this stage's own goes.
    mutating func entrypoint(_ line: CommandLine, _ instruction: Instruction) {
        noteUse(instruction)
        let words = resolved(line, instruction)
        state.configuration.execution.entrypoint = words
        if !has("cmd") { state.configuration.execution.command = nil }
        record("ENTRYPOINT " + HistoryText.quoted(words))
    }

    private mutating func resolved(_ line: CommandLine, _ instruction: Instruction) -> [String] {
        guard line.isForShell else { return line.words }
        if state.configuration.execution.shell?.isEmpty ?? true, !state.isGuess {
            let detail =
                "JSON arguments recommended for \(instruction.word) to prevent unintended behavior related to "
                + "OS signals"
            find(.jsonArgsRecommended, detail, instruction)
        }
        return withShell(line.words)
    }

    mutating func healthcheck(_ check: Healthcheck, _ instruction: Instruction) {
        noteUse(instruction)
        state.configuration.execution.healthcheck = check
        record("HEALTHCHECK " + HistoryText.health(check))
    }

    mutating func shell(_ words: [String]) {
        state.configuration.execution.shell = words
        record("SHELL " + HistoryText.list(words))
    }

    mutating func stopSignal(_ written: String, _ instruction: Instruction) throws(ResolutionFault) {
        let text = try expand(written, .rest, of: instruction)
        do throws(StopSignalFault) {
            state.configuration.execution.stopSignal = try StopSignal(text).text
        } catch {
            throw .instruction(.signal(error, unset: unset(in: written)))
        }
        record("STOPSIGNAL \(text)")
    }

    /// The variables of a word that is faulty since they have no value.
    private func unset(in word: String) -> [String] {
        (try? surroundings.expander.expand(word, state.variables))?.unset ?? []
    }

    mutating func setUser(_ user: String, _ instruction: Instruction) throws(ResolutionFault) {
        let user = try expand(user, .rest, of: instruction)
        state.configuration.execution.user = user
        record("USER \(user)")
    }

    mutating func addVolumes(_ paths: [String], _ instruction: Instruction) throws(ResolutionFault) {
        var expanded: [String] = []
        for path in paths { expanded.append(try expand(path, .reading(path), of: instruction)) }
        for (path, written) in zip(expanded, paths) {
            part = .reading(written)
            guard !path.isEmpty else { throw .instruction(.emptyVolume(unset: unset(in: written))) }
            state.configuration.execution.volumes.insert(ExactText(path))
        }
        record("VOLUME " + HistoryText.list(expanded))
    }

    mutating func enter(_ path: String, _ instruction: Instruction) throws(ResolutionFault) {
        let path = try expand(path, .rest, of: instruction)
        if !state.hasWorkdir, path.utf8.first != UInt8(ascii: "/") {
            let detail =
                "Relative workdir \(HistoryText.quoted(path)) can have unexpected results if the base image "
                + "changes"
            find(.workdirRelativePath, detail, instruction)
        }
        state.hasWorkdir = true
        let directory = path.isEmpty ? state.workingDirectory : SlashPath.rooted(path, in: state.workingDirectory)
        guard directory.utf8.count <= Self.longestPath else {
            throw .instruction(.longDirectory(limit: Self.longestPath))
        }
        state.configuration.execution.workingDirectory = directory
        if directory != "/" {
            let title = titles.plain(instruction.text, state.variables)
            addStep(title, .workdir(SlashPath.clean(directory), user: state.user), instruction)
        }
        record("WORKDIR \(directory)", isEmpty: directory == "/")
    }

    /// What Linux takes.
    private static let longestPath = 4096
}
