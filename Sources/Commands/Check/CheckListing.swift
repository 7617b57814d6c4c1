internal import BakeLanguage
internal import Console
internal import DockerfileLanguage
internal import Host
internal import Planning
internal import Values

/// What the checks find in the Dockerfiles of some targets, each finding once.
struct CheckListing {
    private struct Place: Hashable {
        let file: String
        let rule: Rule
        let detail: String
        let line: Int
    }

    private struct Found {
        let finding: Finding
        let file: SourceFile
        var targets: [String]
    }

    private var found: [Found] = []
    private var places: [Place: Int] = [:]
    private var files: Set<String> = []
    private var faults: [Diagnostic] = []
    /// What is doubtful about Dockerfiles as a whole.
    private(set) var warnings: [Diagnostic] = []

    init(of inputs: [BuildInput], in world: any PlanningWorld) throws {
        let inspector = Inspector(world, linking: inputs)
        for input in inputs {
            do {
                add(try inspector.inspection(of: input))
            } catch let some as Diagnostics {
                add(some.all)
            }
        }
    }

    private mutating func add(_ inspection: Inspection) {
        let resolution = inspection.resolution()
        let file = inspection.file
        if files.insert(file.name).inserted { warnings += inspection.reading.warnings }
        for finding in resolution.findings.all {
            let line = finding.lines.first?.lowerBound ?? 1
            let place = Place(file: file.name, rule: finding.rule, detail: finding.detail, line: line)
            if let known = places[place] {
                found[known].targets.append(inspection.target)
            } else {
                places[place] = found.count
                found.append(Found(finding: finding, file: file, targets: [inspection.target]))
            }
        }
        add(resolution.faults)
    }

    private mutating func add(_ some: [Diagnostic]) {
        for fault in some where !faults.contains(fault) { faults.append(fault) }
    }

    /// Writes it as the answer, and throws where something was found.
    func write(_ context: Context) throws {
        if context.wantsJSON { return try writeJSON(context) }
        var lines = LineTables()
        let warnings = found.map { $0.finding.diagnostic(in: $0.file, &lines) }
        if !warnings.isEmpty {
            let columns = min(Terminal.output.width ?? 100, 120)
            try context.output.write(warnings.display(context.palette, columns: columns).utf8)
            try context.output.line()
        }
        if !faults.isEmpty { throw Diagnostics(faults) }
        let count = found.isEmpty ? "nothing found" : "\(Quantity(found.count, "finding"))"
        try context.output.line("\(Quantity(files.count, "Dockerfile")), \(count)")
        if !found.isEmpty { throw Unsuccessful() }
    }

    private func writeJSON(_ context: Context) throws {
        let findings = found.map { found -> JSON in
            let line = found.finding.lines.first ?? 1...1
            return [
                "severity": "warning", "file": .string(found.file.name), "line": .integer(Int64(line.lowerBound)),
                "endLine": .integer(Int64(line.upperBound)), "rule": .string(found.finding.rule.rawValue),
                "message": .string(found.finding.detail), "summary": .string(found.finding.rule.summary),
                "url": found.finding.rule.address.map(JSON.string) ?? .null,
                "targets": .array(found.targets.map(JSON.string)),
            ]
        }
        try context.output.json(findings + faults.map(\.json))
        if !faults.isEmpty { throw Unsuccessful(code: .usage) }
        if !found.isEmpty { throw Unsuccessful() }
    }
}

extension Finding {
    /// As compilers show it.
    func diagnostic(in file: SourceFile, _ ranges: inout LineTables) -> Diagnostic {
        Diagnostic(
            .warning, "\(detail.beginningLower) [\(rule.rawValue)]",
            at: ranges.range(of: lines.first?.lowerBound ?? 1, in: file), hint: rule.address.map { "see \($0)" })
    }
}

extension Diagnostic {
    fileprivate var json: JSON {
        [
            "severity": "error", "file": range.map { .string($0.file.name) } ?? .null,
            "line": range.map { .integer(Int64($0.start.line)) } ?? .null, "message": .string(message),
            "hint": hint.map(JSON.string) ?? .null,
        ]
    }
}

extension String {
    /// With a small first letter, unless that begins a word in capitals.
    fileprivate var beginningLower: String {
        guard let first = unicodeScalars.first, first.properties.isUppercase,
            unicodeScalars.dropFirst().first?.properties.isUppercase != true
        else { return self }
        return first.properties.lowercaseMapping + String(unicodeScalars.dropFirst())
    }
}
