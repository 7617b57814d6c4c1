internal import Values

extension ExecutionConfiguration {
    init(_ reader: MemberReader) throws(DocumentFault) {
        _ = try reader.members()
        user = try reader["User"]?.text().nonEmpty
        exposedPorts = try reader["ExposedPorts"]?.names() ?? []
        environment = try reader["Env"]?.texts() ?? []
        entrypoint = try reader["Entrypoint"]?.texts().nonEmpty
        command = try reader["Cmd"]?.texts().nonEmpty
        volumes = try reader["Volumes"]?.names() ?? []
        workingDirectory = try reader["WorkingDir"]?.text().nonEmpty
        labels = try reader["Labels"]?.map() ?? [:]
        stopSignal = try reader["StopSignal"]?.text().nonEmpty
        if let healthcheck = reader["Healthcheck"] { self.healthcheck = try Healthcheck(healthcheck) }
        onBuild = try reader["OnBuild"]?.texts() ?? []
        shell = try reader["Shell"]?.texts().nonEmpty
        argsEscaped = try reader["ArgsEscaped"]?.bool() ?? false
    }

    var members: [JSON.Member] {
        var object = ObjectWriter()
        object.set("User", text: user)
        object.set("ExposedPorts", set: exposedPorts)
        object.set("Env", texts: environment)
        object.set("Entrypoint", texts: entrypoint ?? [])
        object.set("Cmd", texts: command ?? [])
        object.set("Volumes", set: volumes)
        object.set("WorkingDir", text: workingDirectory)
        if !labels.isEmpty { object.set("Labels", .object(labels)) }
        object.set("StopSignal", text: stopSignal)
        if let healthcheck { object.set("Healthcheck", healthcheck.json) }
        object.set("OnBuild", texts: onBuild)
        object.set("Shell", texts: shell ?? [])
        if argsEscaped { object.set("ArgsEscaped", true) }
        return object.members
    }
}

extension Healthcheck {
    init(_ reader: MemberReader) throws(DocumentFault) {
        _ = try reader.members()
        self.init(test: try reader["Test"]?.texts() ?? [])
        interval = try reader["Interval"]?.integer() ?? 0
        timeout = try reader["Timeout"]?.integer() ?? 0
        startPeriod = try reader["StartPeriod"]?.integer() ?? 0
        startInterval = try reader["StartInterval"]?.integer() ?? 0
        retries = Int(clamping: try reader["Retries"]?.integer() ?? 0)
    }

    var json: JSON {
        var object = ObjectWriter()
        object.set("Test", texts: test)
        object.set("Interval", number: interval)
        object.set("Timeout", number: timeout)
        object.set("StartPeriod", number: startPeriod)
        object.set("StartInterval", number: startInterval)
        object.set("Retries", number: Int64(retries))
        return .object(object.members)
    }
}

extension [String] {
    fileprivate var nonEmpty: [String]? { isEmpty ? nil : self }
}
