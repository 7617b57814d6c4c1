internal import Events
internal import Values

/// How far the parts of a step have come, as the plain view tells it: now and then, and at their end.
struct PlainParts {
    private struct Part {
        var progress: EventProgress
        var moment: Timestamp
        /// What was told last, and when.
        var told: (current: Int64, at: Timestamp)?
    }

    private var parts: [Part] = []
    private var places: [String: Int] = [:]

    private static let pause = 5.0
    private static let share = 0.05

    mutating func hear(_ progress: EventProgress, at moment: Timestamp) {
        if let place = places[progress.id] {
            parts[place].progress = progress
            parts[place].moment = moment
        } else {
            places[progress.id] = parts.count
            parts.append(Part(progress: progress, moment: moment))
        }
    }

    /// The lines that are due: of what is done, and, unless `isEnd` is all that counts, of what has moved.
    mutating func lines(onlyDone: Bool) -> [String] {
        if parts.isEmpty { return [] }
        var lines: [String] = []
        for index in parts.indices where parts[index].progress.isDone || !onlyDone && isDue(parts[index]) {
            lines.append(line(of: parts[index]))
            parts[index].told = (parts[index].progress.current, parts[index].moment)
        }
        if parts.contains(where: \.progress.isDone) {
            parts.removeAll(where: \.progress.isDone)
            places = Dictionary(uniqueKeysWithValues: parts.enumerated().map { ($1.progress.id, $0) })
        }
        return lines
    }

    private func isDue(_ part: Part) -> Bool {
        guard let told = part.told else { return true }
        if part.moment <= told.at { return false }
        if part.moment.seconds(since: told.at) >= Self.pause { return true }
        guard let total = part.progress.total, total > 0 else { return false }
        return Double(part.progress.current - told.current) / Double(total) >= Self.share
    }

    private func line(of part: Part) -> String {
        let progress = part.progress
        var line = progress.id
        if let total = progress.total, total != 0 {
            line += " \(plain(progress.current)) / \(plain(total))"
        } else if progress.current != 0 {
            line += " \(plain(progress.current))"
        }
        let seconds = part.moment.seconds(since: progress.began)
        if seconds > 0.01 { line += " \(seconds.fixed(1))s" }
        return progress.isDone ? line + " done" : line
    }

    /// `320B`, `1.23kB`, `45.60MB`.
    private func plain(_ bytes: Int64) -> String {
        var scaled = Double(bytes)
        var unit = 0
        while scaled >= 1000, unit < Self.units.count - 1 {
            scaled /= 1000
            unit += 1
        }
        return (unit == 0 ? "\(bytes)" : scaled.fixed(2)) + Self.units[unit]
    }

    private static let units = ["B", "kB", "MB", "GB", "TB", "PB", "EB"]
}
