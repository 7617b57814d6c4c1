internal import Events
internal import Values

/// A step that runs, as it is shown on a terminal.
struct RunningStep {
    let step: EventStep
    let began: Timestamp
    var log: ScreenLog
    private var parts: [EventProgress] = []

    /// More parts at once than anybody reads.
    private static let partLimit = 100

    init(_ step: EventStep, began: Timestamp, logLines: Int) {
        self.step = step
        self.began = began
        log = ScreenLog(lines: logLines)
    }

    mutating func hear(_ progress: EventProgress) {
        let place = parts.firstIndex { $0.id == progress.id }
        switch (place, progress.isDone) {
        case (let place?, true): parts.remove(at: place)
        case (let place?, false): parts[place] = progress
        case (nil, true): break
        case (nil, false): if parts.count < Self.partLimit { parts.append(progress) }
        }
    }

    func line(at now: Timestamp, indentation: String) -> ScreenLine {
        ScreenLine(
            indentation + step.name.replacing("\n", with: " ").spellingOutControls(),
            right: "\(max(0, now.seconds(since: began)).fixed(1))s")
    }

    /// What is going on in it: how far its parts have come, then what it wrote last.
    func details(at now: Timestamp, count: Int, _ colours: ProgressColours, indentation: String) -> [ScreenLine] {
        let transfers = parts.suffix(count).map { ScreenLine(indentation + Self.text(of: $0, at: now)) }
        let lines = log.lines.suffix(count - transfers.count)
        return transfers + lines.map { ScreenLine(indentation + $0, code: colours.dim) }
    }

    /// `layer 3: 12.3 MB of 45.6 MB, 3.21 MB/s`.
    private static func text(of progress: EventProgress, at now: Timestamp) -> String {
        let id = progress.id.spellingOutControls()
        let name = id.hasSuffix(":") ? id : "\(id):"
        guard progress.current > 0 || progress.total != nil else { return String(name.dropLast()) }
        let whole = progress.total.map { " of \(ByteCount($0))" } ?? ""
        let seconds = now.seconds(since: progress.began)
        let rate = seconds >= 0.1 ? ", \(ByteCount(Int64(Double(progress.current) / seconds)))/s" : ""
        return "\(name) \(ByteCount(progress.current))\(whole)\(rate)"
    }

    /// How many lines there could be.
    var detailCount: Int { parts.count + log.lines.count }
}
