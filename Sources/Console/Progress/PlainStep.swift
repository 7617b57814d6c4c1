internal import Events
internal import Values

/// A step as the plain view follows it.
struct PlainStep {
    let name: String
    /// By which it is called from its first line on; 0 before.
    var number = 0
    /// Nil while it is not running.
    var began: Timestamp?
    /// The seconds of the times when it was run before.
    private var spent = 0.0
    /// Lines that wait for their turn, without the number.
    private(set) var held: [UInt8] = []
    /// Since when lines wait.
    private(set) var waiting: Timestamp?
    private var lines: [LogLines] = [LogLines(), LogLines()]
    private var lineStarts: [Timestamp?] = [nil, nil]
    private(set) var tail = LogTail(lines: 10)
    var parts = PlainParts()
    var warnings: [String] = []

    init(_ step: EventStep) {
        name = step.name
    }

    /// As it is when it has ended, with no log of it any more.
    var rested: PlainStep {
        var step = self
        step.began = nil
        step.tail = LogTail(lines: 10)
        step.parts = PlainParts()
        return step
    }

    mutating func write(_ piece: [UInt8], _ stream: LogStream, at moment: Timestamp) {
        let index = stream == .output ? 0 : 1
        let start = lineStarts[index] ?? moment
        var first = stamp(start)
        let rest = stamp(moment)
        var text: [UInt8] = []
        piece.withUnsafeBufferPointer { piece in
            lines[index].add(piece) { line in
                text += first
                text += line
                text.append(0x0a)
                first = rest
            }
        }
        lineStarts[index] = lines[index].isEmpty ? nil : text.isEmpty ? start : moment
        hold(text, at: moment)
    }

    mutating func end(at moment: Timestamp) {
        if let began { spent += max(0, moment.seconds(since: began)) }
        for index in lines.indices {
            let stamp = stamp(lineStarts[index] ?? moment)
            var text: [UInt8] = []
            lines[index].finish { text = stamp + $0 + [0x0a] }
            lineStarts[index] = nil
            hold(text, at: moment)
        }
    }

    var seconds: Double { spent }

    mutating func takeHeld() -> [UInt8] {
        defer {
            held = []
            waiting = nil
        }
        return held
    }

    private mutating func hold(_ text: [UInt8], at moment: Timestamp) {
        if text.isEmpty { return }
        held += text
        tail.append(text)
        waiting = waiting ?? moment
    }

    /// `0.123 `: seconds since it began, in as many digits as are of use.
    private func stamp(_ moment: Timestamp) -> [UInt8] {
        let seconds = began.map { moment.seconds(since: $0) } ?? 0
        return Array("\(seconds.fixed(seconds < 10 ? 3 : seconds < 100 ? 2 : 1)) ".utf8)
    }
}
