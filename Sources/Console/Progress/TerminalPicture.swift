internal import Events
internal import Values

/// What is to be seen of a build on a terminal at a moment. Made from events.
struct TerminalPicture {
    private(set) var summary = BuildSummary()
    private(set) var failures = FailureLogs()
    private(set) var warnings: [String] = []
    private var known: [Digest: EventStep] = [:]
    /// In the order in which they began.
    private var running: [RunningStep] = []
    private var places: Set<Digest> = []
    private let logLines: Int
    let colours: ProgressColours

    private static let warningLimit = 20

    init(logLines: Int, _ colours: ProgressColours) {
        self.logLines = logLines
        self.colours = colours
    }

    mutating func hear(_ event: BuildEvent) {
        summary.hear(event)
        failures.hear(event)
        switch event {
        case .known(let steps): for step in steps where known[step.digest] == nil { known[step.digest] = step }
        case .began(let digest, let moment):
            guard let step = known[digest], places.insert(digest).inserted else { return }
            running.append(RunningStep(step, began: moment, logLines: logLines))
        case .ended(let digest, _, _):
            if places.remove(digest) != nil { running.removeAll { $0.step.digest == digest } }
        case .log(let digest, _, let piece, _): change(digest) { $0.log.append(piece) }
        case .progress(let digest, let progress, _): change(digest) { $0.hear(progress) }
        case .warning(_, let warning): if warnings.count < Self.warningLimit { warnings.append(warning.text) }
        case .built: break
        }
    }

    private mutating func change(_ digest: Digest, _ body: (inout RunningStep) -> Void) {
        guard places.contains(digest), let place = running.firstIndex(where: { $0.step.digest == digest }) else {
            return
        }
        body(&running[place])
    }

    /// So many rows at the most: what is going on, and as much as there is room for of how.
    func lines(at now: Timestamp, rows: Int) -> [ScreenLine] {
        let groups = groups
        let titles = groups.count { !$0.target.isEmpty }
        let hasTitles = summary.targets.count > 1 && 1 + titles + running.count <= rows
        var shown = running.count
        if 1 + shown > rows { shown = max(0, rows - 2) }
        var room = rows - 1 - shown - (hasTitles ? titles : 0) - (shown < running.count ? 1 : 0)
        var lines = [header(at: now)]
        let details = shares(of: &room, among: groups.flatMap(\.steps).prefix(shown))
        var number = 0
        for group in groups {
            if hasTitles, !group.target.isEmpty { lines.append(title(of: group.target)) }
            for step in group.steps where number < shown {
                lines.append(step.line(at: now, indentation: "  "))
                lines += step.details(at: now, count: details[number], colours, indentation: "      ")
                number += 1
            }
        }
        if shown < running.count {
            lines.append(ScreenLine("  … and \(running.count - shown) more", code: colours.dim))
        }
        return Array(lines.prefix(rows))
    }

    /// How many lines each step gets for its details: one each, again and again, as long as there is room.
    private func shares(of room: inout Int, among steps: some Collection<RunningStep>) -> [Int] {
        let wanted = steps.map { min($0.detailCount, logLines) }
        var shares = wanted.map { _ in 0 }
        while room > 0, shares != wanted {
            for place in shares.indices where shares[place] < wanted[place] && room > 0 {
                shares[place] += 1
                room -= 1
            }
        }
        return shares
    }

    /// Steps by the first target that needs them.
    private var groups: [(target: String, steps: [RunningStep])] {
        var groups: [(target: String, steps: [RunningStep])] = []
        for step in running {
            let target = step.step.targets.first ?? ""
            if let place = groups.firstIndex(where: { $0.target == target }) {
                groups[place].steps.append(step)
            } else {
                groups.append((target, [step]))
            }
        }
        return groups
    }

    private func header(at now: Timestamp) -> ScreenLine {
        let seconds = summary.span.map { max(0, now.seconds(since: $0.lowerBound)) } ?? 0
        let targets = summary.targets
        let subject =
            targets.count == 1
            ? "\(targets[0].name.spellingOutControls()): "
            : targets.isEmpty ? "" : "\(targets.count(where: \.isDone))/\(targets.count) targets, "
        return ScreenLine(
            "[+] \(subject)\(summary.steps.state)", right: "\(seconds.fixed(1))s",
            code: summary.steps.failures > 0 ? colours.error : colours.heading)
    }

    private func title(of name: String) -> ScreenLine {
        let state = summary.target(name)?.steps.state ?? ""
        return ScreenLine(" \(name.spellingOutControls())  \(state)", code: colours.run)
    }
}

extension BuildSummary.Tally {
    /// `5/12 steps, 3 cached`.
    fileprivate var state: String {
        let failed = failures > 0 ? ", \(failures) failed" : ""
        return "\(hits + misses + failures)/\(known) steps, \(hits) cached\(failed)"
    }
}

extension BuildSummary.Target {
    fileprivate var isDone: Bool { image != nil || steps.known > 0 && steps.hits + steps.misses == steps.known }
}
