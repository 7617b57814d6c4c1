internal import Values

extension InstructionReader {
    func plainCommandLine(_ keyword: Keyword) throws(PlacedFault) -> CommandLine {
        try refuseFlags(keyword)
        return commandLine(statement.arguments)
    }

    func commandLine(_ arguments: Arguments) -> CommandLine {
        switch arguments {
        case .text(let place):
            CommandLine(words: [string(place)], isForShell: true, heredocs: statement.heredocs)
        case .strings(let strings): CommandLine(words: strings, isForShell: false)
        default: CommandLine(words: [], isForShell: true, heredocs: statement.heredocs)
        }
    }

    func running() throws(PlacedFault) -> Running {
        var running = Running(command: commandLine(statement.arguments))
        guard !command.flags.isEmpty else { return running }
        let flags = try FlagValues(command, .run, text)
        running.devices = try flags.list("device").map { flag throws(PlacedFault) in try device(flag) }
        running.mounts = try flags.list("mount").map { flag throws(PlacedFault) in try mount(flag) }
        if let flag = flags.flag("network") { running.network = try network(flag) }
        if let flag = flags.flag("security") { running.security = try security(flag) }
        return running
    }

    private func device(_ flag: WrittenFlag) throws(PlacedFault) -> Device {
        do throws(DeviceFault) {
            return try Device(text.string(flag.value ?? []))
        } catch {
            throw PlacedFault(.device(error), flag.place)
        }
    }

    private func mount(_ flag: WrittenFlag) throws(PlacedFault) -> WrittenMount {
        let place = Statement.place(flag.valuePlace, statement.seams)
        let mount = WrittenMount(text: text.string(flag.value ?? []), range: SourceRange(file, place))
        do throws(MountFault) { try mount.check() } catch { throw PlacedFault(.mount(error), flag.place) }
        return mount
    }

    private func network(_ flag: WrittenFlag) throws(PlacedFault) -> Running.Network {
        let word = text.string(flag.value ?? [])
        guard let network = Running.Network(rawValue: word) else {
            throw PlacedFault(.unknownNetwork(word), flag.place)
        }
        return network
    }

    private func security(_ flag: WrittenFlag) throws(PlacedFault) -> Running.Security {
        let word = text.string(flag.value ?? [])
        guard let security = Running.Security(rawValue: word) else {
            throw PlacedFault(.unknownSecurity(word), flag.place)
        }
        return security
    }

    func shell() throws(PlacedFault) -> [String] {
        try refuseFlags(.shell)
        switch statement.arguments {
        case .strings(let words) where !words.isEmpty: return words
        case .text: throw PlacedFault(.notArray(.shell), command.rest)
        default: throw PlacedFault(.noArguments(.shell), missing)
        }
    }

    /// What is left to those who build on the image.
    func trigger() throws(PlacedFault) -> String {
        guard case .trigger(let place, _) = statement.arguments else {
            throw PlacedFault(.noArguments(.onbuild), missing)
        }
        try refuseFlags(.onbuild)
        switch Keyword(statement.bytes[place]) {
        case .onbuild: throw PlacedFault(.triggerInTrigger, place)
        case .from: throw PlacedFault(.badTrigger("FROM"), place)
        case .maintainer: throw PlacedFault(.badTrigger("MAINTAINER"), place)
        default: break
        }
        let written = statement.bytes[command.word.upperBound...].drop { $0.isSpace && $0 != 0x0b }
        return statement.heredocs.reduce(into: string(written.startIndex..<written.endIndex)) { text, heredoc in
            text += "\n" + heredoc.content + heredoc.name
        }
    }
}
