import DockerfileLanguage
import Values

/// A Dockerfile that was read, and what there is to say of it.
struct DockerfileSample {
    let reading: Reading

    init(_ text: String) {
        self.init(bytes: Array(text.utf8))
    }

    init(bytes: [UInt8]) {
        reading = Reading(SourceFile(name: "Dockerfile", bytes: bytes))
    }

    /// Lines below a FROM.
    init(below line: String) {
        self.init("FROM base\n\(line)\n")
    }

    var stages: [Stage] { reading.dockerfile.stages }

    var instructions: [Instruction] { stages.flatMap(\.instructions) }

    var content: Instruction.Content? { instructions.first?.content }

    var copying: Copying? {
        switch content {
        case .copy(let copying), .add(let copying): copying
        default: nil
        }
    }

    var running: Running? {
        if case .run(let running) = content { running } else { nil }
    }

    /// `Dockerfile:2:5: what is wrong [what to do]`
    var complaints: [String] {
        reading.faults.map { fault in
            let place = fault.range.map { "\($0): " } ?? ""
            return place + fault.message + (fault.hint.map { " [\($0)]" } ?? "")
        }
    }

    /// `2-3 Rule: detail`
    var findings: [String] {
        reading.findings.all.map { finding in
            let lines = finding.lines.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
            return "\(lines.joined(separator: ",")) \(finding.rule.rawValue): \(finding.detail)"
        }
    }
}

/// Something is not there that a test looks at.
struct Missing: Error {}
