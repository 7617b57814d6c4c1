internal import Events
internal import Values

/// Puts events into the words of BuildKit's `SolveStatus` (client/graph.go there): members that say nothing are left
/// out, bytes are base 64.
struct StatusWords {
    private struct Vertex {
        let step: EventStep
        var began: Timestamp?
    }

    private var vertexes: [Digest: Vertex] = [:]

    /// Nil for what has no words there.
    mutating func status(of event: BuildEvent) -> JSON? {
        switch event {
        case .known(let steps): list("vertexes", steps.filter { note($0) }.map { vertex(Vertex(step: $0)) })
        case .began(let digest, let moment): began(digest, at: moment).flatMap { list("vertexes", [$0]) }
        case .ended(let digest, let ending, let moment):
            ended(digest, ending, at: moment).flatMap { list("vertexes", [$0]) }
        case .log(let digest, let stream, let piece, let moment):
            list("logs", [log(digest, stream, piece, at: moment)])
        case .progress(let digest, let progress, let moment):
            list("statuses", [status(digest, progress, at: moment)])
        case .warning(let digest, let warning): list("warnings", [self.warning(digest, warning)])
        case .built: nil
        }
    }

    private func list(_ name: String, _ values: [JSON]) -> JSON? {
        values.isEmpty ? nil : .object([.init(name, .array(values))])
    }

    private mutating func note(_ step: EventStep) -> Bool {
        guard vertexes[step.digest] == nil else { return false }
        vertexes[step.digest] = Vertex(step: step)
        return true
    }

    private mutating func began(_ digest: Digest, at moment: Timestamp) -> JSON? {
        vertexes[digest]?.began = moment
        return vertexes[digest].map { vertex($0) }
    }

    private mutating func ended(_ digest: Digest, _ ending: StepEnding, at moment: Timestamp) -> JSON? {
        guard var vertex = vertexes[digest] else { return nil }
        // One that was never begun took no time; without a beginning it would count as still to be done.
        vertex.began = vertex.began ?? moment
        vertexes[digest]?.began = nil
        var last: [JSON.Member] = [.init("completed", time(moment))]
        switch ending {
        case .done: break
        case .cached: last.append(.init("cached", true))
        case .failed(let words): last.append(.init("error", .string(words)))
        // The words by which BuildKit's own views know it.
        case .cancelled: last.append(.init("error", "context canceled"))
        }
        return self.vertex(vertex, last)
    }

    private func vertex(_ vertex: Vertex, _ last: [JSON.Member] = []) -> JSON {
        var members: [JSON.Member] = [.init("digest", name(vertex.step.digest))]
        if !vertex.step.inputs.isEmpty { members.append(.init("inputs", .array(vertex.step.inputs.map(name)))) }
        members.append(.init("name", .string(vertex.step.name)))
        if let began = vertex.began { members.append(.init("started", time(began))) }
        return .object(members + last)
    }

    private func log(_ digest: Digest, _ stream: LogStream, _ piece: [UInt8], at moment: Timestamp) -> JSON {
        [
            "vertex": name(digest), "stream": .integer(Int64(stream.rawValue)), "data": .string(Base64.encode(piece)),
            "timestamp": time(moment),
        ]
    }

    private func status(_ digest: Digest, _ progress: EventProgress, at moment: Timestamp) -> JSON {
        var members: [JSON.Member] = [.init("id", .string(progress.id)), .init("vertex", name(digest))]
        if let total = progress.total, total != 0 { members.append(.init("total", .integer(total))) }
        members.append(.init("current", .integer(progress.current)))
        members.append(.init("timestamp", time(moment)))
        members.append(.init("started", time(progress.began)))
        if progress.isDone { members.append(.init("completed", time(moment))) }
        return .object(members)
    }

    private func warning(_ digest: Digest, _ warning: EventWarning) -> JSON {
        var members: [JSON.Member] = [
            .init("vertex", name(digest)), .init("level", 1), .init("short", bytes(warning.text)),
        ]
        if !warning.detail.isEmpty { members.append(.init("detail", .array(warning.detail.map(bytes)))) }
        if let address = warning.address { members.append(.init("url", .string(address))) }
        if let range = warning.range {
            members.append(.init("sourceInfo", source(range.file)))
            members.append(.init("range", [lines(range)]))
        }
        return .object(members)
    }

    private func source(_ file: SourceFile) -> JSON {
        ["filename": .string(file.name), "data": .string(Base64.encode(Array(file.bytes))), "language": "Dockerfile"]
    }

    /// BuildKit knows lines alone.
    private func lines(_ range: SourceRange) -> JSON {
        let end = range.file.position(at: max(range.offsets.lowerBound, range.offsets.upperBound - 1))
        return [
            "start": ["line": .integer(Int64(range.start.line))], "end": ["line": .integer(Int64(end.line))],
        ]
    }

    private func bytes(_ text: String) -> JSON { .string(Base64.encode(Array(text.utf8))) }

    private func name(_ digest: Digest) -> JSON { .string("\(digest)") }

    private func time(_ moment: Timestamp) -> JSON { .string(moment.precise) }
}

extension Timestamp {
    /// RFC 3339 with as many decimals as there are: `2026-11-20T19:20:41.8709Z`.
    fileprivate var precise: String {
        let rest = (microseconds % 1_000_000 + 1_000_000) % 1_000_000
        if rest == 0 { return description }
        var digits = Substring(String(1_000_000 + rest).dropFirst())
        while digits.last == "0" { digits.removeLast() }
        return "\(description.dropLast()).\(digits)Z"
    }
}
