internal import DockerfileLanguage
package import Values

/// The steps of one stage as one image needs them, in order.
package struct PlannedStage: Sendable {
    /// As progress names it; nil for the only stage there is.
    package let name: String?
    /// What it begins with.
    package let base: Digest
    package let steps: [PlannedStep]
}

extension Plan {
    /// The stages that an image is made through and that change files, each after those it needs.
    package func stages(of image: PlannedImage) -> [PlannedStage] {
        var stages: [PlannedStage] = []
        var open: [PlannedStep] = []
        func close() {
            if let first = open.first { stages.append(PlannedStage(name: first.stage, base: first.below, steps: open)) }
            open = []
        }
        for step in image.steps.map(completed) {
            if let last = open.last, last.stage != step.stage || last.state != step.below { close() }
            open.append(step)
        }
        close()
        return stages
    }

    /// What one target has of a step, with what all have of it.
    private func completed(_ step: PlannedStep) -> PlannedStep {
        guard let shared = self.step(leadingTo: step.state) else { return step }
        var step = step
        (step.targets, step.isForced) = (shared.targets, shared.isForced)
        return step
    }

    /// What a state is the beginning of, where it is not the end of a step.
    package func bases(in state: Digest) -> [PlannedBase] {
        bases.filter { $0.state == state }
    }

    /// How many findings the checks made, each Dockerfile counted once.
    package var findingCount: Int {
        var seen: Set<String> = []
        var count = 0
        for target in targets {
            for finding in target.findings.all {
                let lines = finding.lines.map { "\($0.lowerBound)" }.joined(separator: ",")
                let name = "\(target.dockerfile.name)\n\(finding.rule.rawValue)\n\(lines)\n\(finding.detail)"
                if seen.insert(name).inserted { count += 1 }
            }
        }
        return count
    }
}

extension PlannedStep {
    /// Whether more than one target needs it.
    package var isShared: Bool { targets.count > 1 }

    /// The title on one line, without what a heredoc adds to it.
    package var shortTitle: String {
        title.isPlainLine
            ? title
            : title.split(whereSeparator: \.isNewline).first.map { $0.split(separator: " ").joined(separator: " ") }
                ?? ""
    }
}

extension String {
    /// Whether the text surely is words with one space between them, as nearly all titles are; told by its bytes, since
    /// going through characters takes long.
    fileprivate var isPlainLine: Bool {
        var last = UInt8(ascii: " ")
        for byte in utf8 {
            guard 0x20..<0x7f ~= byte, byte != UInt8(ascii: " ") || last != byte else { return false }
            last = byte
        }
        return last != UInt8(ascii: " ")
    }
}
