package import Host
internal import SQLite
internal import Values

// What was run. Of the last runs what their steps wrote is kept as well.
extension Store {
    /// Notes that a run begins, and makes room for what its steps write.
    package func beginRun(_ command: String) throws -> Run {
        try requireLeaveToWrite()
        let id = withUnsafeBytes(of: UInt64.random(in: .min ... .max)) { Hex.encode($0) }
        let run = Run(id: id, command: command, started: clock.now(), ended: nil, outcome: nil)
        try index.write { connection in
            try connection.insert(run)
            try connection.trimRuns(keeping: Self.runsKept)
        }
        try sweepLogs()
        return run
    }

    /// Notes how a run ended, and settles some of what it made.
    package func endRun(_ run: Run, _ outcome: Run.Outcome) throws {
        try requireLeaveToWrite()
        let now = clock.now()
        try index.write { try $0.endRun(run.id, outcome, at: now) }
        try sweepLogs()
        try settleOld(for: .milliseconds(20))
    }

    /// The last runs, the youngest first.
    package func runs(atMost count: Int = 20) throws -> [Run] {
        try index.read { try $0.runs(atMost: count) }
    }

    /// Where what the steps of a run write is kept. Who writes there makes the directory.
    package func logs(of run: Run) throws -> Path {
        try paths.logs / run.id
    }

    /// Measures what cache mounts take, which counts from here on: for after a run that used some.
    package func measureMounts() throws {
        try note(layout.mounts, as: "mounts")
    }

    private static var runsKept: Int { 1000 }
    private static var logsKept: Int { 20 }
    private static var transferLogsKept: Int { 200 }
    private static var logBytes: Int64 { 256 << 20 }

    /// Removes logs, the oldest first: of all but the last runs, and of those as many as are too much.
    private func sweepLogs() throws {
        let names = try Set(system.namesIfThere(layout.logs))
        var room = Self.logBytes
        let transfers = try index.read { try $0.transfers(atMost: Self.transferLogsKept) } + runningTransfers()
        var kept = Set(transfers.map(\.log.name)).union(names.filter(\.isOfDetachedProcess))
        for run in try runs(atMost: Self.logsKept) where names.contains(Path(run.id)) {
            room -= try DiskUse(of: layout.logs / run.id, system).total
            // What is still written to stays.
            if room >= 0 || run.ended == nil { kept.insert(Path(run.id)) }
        }
        var failures = FirstFailure()
        for name in names.subtracting(kept) {
            try failures.goingOn { try system.removeTree(layout.logs / name) }
        }
        do { try failures.end() } catch { notify(.leftovers("\(error)")) }
        try note(layout.logs, as: "logs")
    }

    private func note(_ directory: Path, as name: String) throws {
        let (boot, now, disk) = try (boot, clock.now(), DiskUse(of: directory, system).total)
        try index.write { try $0.setDirectory(name, boot: boot, disk: disk, at: now) }
    }
}

extension Path {
    /// What a push says that goes on by itself stays as long as it goes on: `detached-PID.log`.
    fileprivate var isOfDetachedProcess: Bool {
        guard let text, text.hasPrefix("detached-"), let id = Int32(text.dropFirst(9).dropLast(4)) else { return false }
        return ProcessIdentity.isRunning(id)
    }
}
