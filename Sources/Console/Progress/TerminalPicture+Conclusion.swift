internal import Values

extension TerminalPicture {
    private static let slowestCount = 5
    /// What is quicker is not worth a line.
    private static let slowness = 0.5

    /// What stays on the screen: the steps that took longest, what was doubtful, the end of what failed, and a line
    /// for each target.
    func conclusion(at now: Timestamp, columns: Int) -> [UInt8] {
        var lines = [heading]
        lines += summary.slowest.prefix(Self.slowestCount).filter { $0.seconds >= Self.slowness }.map {
            ScreenLine(
                "  \($0.name.replacing("\n", with: " ").spellingOutControls())", right: "\($0.seconds.fixed(1))s")
        }
        lines += warnings.map { ScreenLine("  warning: \($0.spellingOutControls())", code: colours.warning) }
        let text = lines.map { $0.rendered(columns, colours).text + "\n" }.joined()
        return Array(text.utf8) + failures.textForTerminal
            + summary.text(Palette(isColoured: !colours.heading.isEmpty)).utf8
    }

    private var heading: ScreenLine {
        let seconds = summary.span?.seconds ?? 0
        let hasFailed = summary.steps.failures > 0
        let isWhole = summary.targets.allSatisfy {
            $0.image != nil || $0.steps.known == $0.steps.hits + $0.steps.misses
        }
        let word = hasFailed ? "failed" : isWhole ? "done" : "stopped"
        return ScreenLine(
            "[+] \(word)", right: "\(seconds.fixed(1))s",
            code: hasFailed ? colours.error : isWhole ? colours.heading : colours.cancel)
    }
}

extension FailureLogs {
    /// What a step wrote may steer a terminal, and names may.
    fileprivate var textForTerminal: [UInt8] {
        let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        return Array(lines.map { ScreenLog.visible($0) }.joined(separator: "\n").utf8)
    }
}
