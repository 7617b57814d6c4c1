internal import OCI
internal import Values

extension StageWalk {
    mutating func run(_ running: Running, _ instruction: Instruction) throws(ResolutionFault) {
        let mounts = try mounts(running, instruction)
        part = .flag("device")
        if !running.devices.isEmpty { throw .instruction(.device) }
        var operation = RunOperation(
            arguments: [], environment: sortedVariables(), workingDirectory: state.workingDirectory, user: state.user,
            network: running.network == .standard ? surroundings.request.network : running.network,
            security: running.security)
        operation.mounts = mounts
        operation.proxies = surroundings.proxies
        let (words, script) = words(of: running.command)
        operation.script = script
        operation.arguments = running.command.isForShell ? withShell(words) : words
        let secrets = mounts.compactMap { $0.mount.kind == .secret ? $0.mount.variable : nil }
        let title = titles.shell(
            instruction.text + Self.summary(of: running.command), state.variables, secrets: secrets)
        addStep(title, .run(operation), instruction)
        record(
            "RUN " + (argumentsInHistory + operation.arguments).joined(separator: " ") + " # buildkit", isEmpty: false)
    }

    /// What the process is given, but for the shell: a heredoc alone is the script, one that begins with `#!` a program.
    private func words(of command: CommandLine) -> ([String], script: Heredoc?) {
        guard command.isForShell, let text = command.words.first, let first = command.heredocs.first else {
            return (command.words, nil)
        }
        guard HeredocMark(text) != nil else {
            return ([text + command.heredocs.map { "\n\($0.content)\($0.name)" }.joined()], nil)
        }
        let content = first.chomps ? first.chomped : first.content
        guard content.hasPrefix("#!"), state.configuration.platform.system != "windows" else { return ([content], nil) }
        let script = Heredoc(name: first.name, content: content, expands: first.expands, chomps: false)
        return (["/dev/pipes/\(first.name)"], script)
    }

    func withShell(_ words: [String]) -> [String] {
        let usual = state.configuration.platform.system == "windows" ? ["cmd", "/S", "/C"] : ["/bin/sh", "-c"]
        let shell = state.configuration.execution.shell ?? []
        return (shell.isEmpty ? usual : shell) + [words.joined(separator: " ")]
    }

    /// The beginning of a heredoc that stands alone.
    private static func summary(of command: CommandLine) -> String {
        guard let first = command.heredocs.first, let text = command.words.first, HeredocMark(text) != nil else {
            return ""
        }
        let lines = first.content.keptBytes[...].trimmed.split(
            separator: UInt8(ascii: "\n"), maxSplits: 1,
            omittingEmptySubsequences: false)
        var line = lines[0]
        if lines.count > 1, line.last == UInt8(ascii: "\r") { line.removeLast() }
        return " (\(String(decoding: line, as: UTF8.self))\(lines.count > 1 ? "..." : ""))"
    }

    /// `|2 A=1 B=2`
    private var argumentsInHistory: [String] {
        let all = state.arguments.all
        guard !all.isEmpty else { return [] }
        return ["|\(all.count)"] + all.map { "\($0.name)=\(state.variables[$0.name] ?? $0.value)" }
    }
}

extension Heredoc {
    /// Without the tabs that lines begin with.
    var chomped: String {
        var bytes: [UInt8] = []
        var isAtStart = true
        for byte in content.utf8 where !(isAtStart && byte == UInt8(ascii: "\t")) {
            bytes.append(byte)
            isAtStart = byte == UInt8(ascii: "\n")
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
