package import Values

/// The answer to `--call=check`: what breaks a rule, and what would keep the Dockerfile from being built.
package struct CheckReport: Sendable {
    private let dockerfile: Dockerfile
    private let findings: [Finding]
    private let faults: [Diagnostic]

    package init(_ dockerfile: Dockerfile, _ findings: Findings, faults: [Diagnostic]) {
        self.dockerfile = dockerfile
        self.findings = findings.all
        self.faults = faults
    }

    /// Whether the check ends with exit status 1. `--call=check,ignorestatus=true` forgives findings, but no faults.
    package func fails(ignoringStatus: Bool = false) -> Bool {
        !faults.isEmpty || !findings.isEmpty && !ignoringStatus
    }

    /// For people; the faults come after it, on standard error.
    package var text: String {
        guard !findings.isEmpty else { return faults.isEmpty ? "Check complete, no warnings found.\n" : "" }
        let count = findings.count == 1 ? "1 warning has" : "\(findings.count) warnings have"
        let excerpt = SourceExcerpt(dockerfile.file)
        // The sort is stable.
        let sorted = findings.map { ($0, $0.numbers) }.sorted { ($0.1.first ?? 0) < ($1.1.first ?? 0) }
        let all = sorted.map { finding, lines in
            "\nWARNING: \(finding.rule.rawValue)" + (finding.rule.address.map { " - \($0)" } ?? "")
                + "\n\(finding.detail)\n" + excerpt.text(of: lines)
        }
        return "Check complete, \(count) been found!\n" + all.joined() + (faults.isEmpty ? "" : "\n")
    }

    /// For programs. It has the first fault alone.
    package var json: String {
        let source = JSON.members([
            "filename": .string(dockerfile.file.name),
            "data": .unlessEmpty(Base64.encode(dockerfile.file.bytes)),
            "language": "Dockerfile",
        ])
        let error = faults.first.map { fault -> JSON in
            ["message": .string(fault.message), "location": .location(fault.range.map(lines) ?? [])]
        }
        return JSON.members([
            "warnings": findings.isEmpty ? .null : .array(findings.map(\.json)), "sources": [source],
            "buildError": error,
        ]).report + "\n"
    }

    /// Those of the instruction that holds the range.
    private func lines(of range: SourceRange) -> [Int] {
        let offset = range.offsets.lowerBound
        if let unread = dockerfile.unread.last(where: { $0.offsets.contains(offset) }) { return Array(unread.lines) }
        var holder = dockerfile.arguments.holding(offset)
        let stage = dockerfile.stages.last { $0.range.offsets.lowerBound <= offset }
        if let stage {
            holder = stage.range.offsets.upperBound > offset ? stage.lines : stage.instructions.holding(offset)
        }
        if let holder { return Array(holder) }
        let start = range.start.line
        return Array(start...max(start, range.file.position(at: max(offset, range.offsets.upperBound - 1)).line))
    }
}

extension [Instruction] {
    /// The lines of the one that stands at an offset.
    fileprivate func holding(_ offset: Int) -> ClosedRange<Int>? {
        guard let last = last(where: { $0.range.offsets.lowerBound <= offset }) else { return nil }
        return offset < last.range.offsets.upperBound ? last.lines : nil
    }
}

extension Finding {
    fileprivate var numbers: [Int] { lines.flatMap { Array($0) } }

    fileprivate var json: JSON {
        .members([
            "ruleName": .string(rule.rawValue), "description": .string(rule.summary),
            "url": .unlessEmpty(rule.address), "detail": .unlessEmpty(detail), "location": .location(numbers),
        ])
    }
}
