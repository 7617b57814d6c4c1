internal import OCI

extension InstructionReader {
    func healthcheck() throws(PlacedFault) -> Healthcheck {
        guard case .check(let place, let arguments) = statement.arguments else {
            throw PlacedFault(.noArguments(.healthcheck), missing)
        }
        let kind = string(place).uppercased()
        if kind == "NONE" {
            // Its flags are not looked at.
            guard isNothing(arguments) else { throw PlacedFault(.noneWithArguments, command.rest) }
            return Healthcheck(test: [kind])
        }
        let flags = try FlagValues(command, .healthcheck, text)
        guard kind == "CMD" else { throw PlacedFault(.unknownCheck(string(place)), place) }
        guard !isNothing(arguments) else { throw PlacedFault(.noCheckCommand, place) }
        let command = commandLine(arguments)
        var check = Healthcheck(test: [command.isForShell ? "CMD-SHELL" : "CMD"] + command.words)
        check.interval = try duration("interval", flags)
        check.timeout = try duration("timeout", flags)
        check.startPeriod = try duration("start-period", flags)
        check.startInterval = try duration("start-interval", flags)
        check.retries = try retries(flags)
        return check
    }

    private func isNothing(_ arguments: Arguments) -> Bool {
        switch arguments {
        case .none: true
        case .strings(let strings): strings.isEmpty
        default: false
        }
    }

    /// In nanoseconds; 0 for the default.
    private func duration(_ name: String, _ flags: FlagValues) throws(PlacedFault) -> Int64 {
        guard let flag = flags.flag(name), let value = flags.string(name) else { return 0 }
        guard let duration = WrittenDuration(value)?.nanoseconds else {
            throw PlacedFault(.notDuration(value, flag: name), flag.place)
        }
        guard duration == 0 || duration >= 1_000_000 else {
            throw PlacedFault(.shortDuration(value, flag: name), flag.place)
        }
        return duration
    }

    private func retries(_ flags: FlagValues) throws(PlacedFault) -> Int {
        guard let flag = flags.flag("retries"), let value = flags.string("retries") else { return 0 }
        guard let retries = Int32(value), retries >= 0 else { throw PlacedFault(.badRetries(value), flag.place) }
        return Int(retries)
    }
}
