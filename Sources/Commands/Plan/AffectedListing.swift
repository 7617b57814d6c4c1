internal import Console
internal import Planning
internal import Values

/// The targets that a change has an effect on.
struct AffectedListing {
    private let targets: [AffectedTarget]
    private let context: Context

    init(_ affected: AffectedTargets, _ context: Context) {
        targets = affected.all
        self.context = context
    }

    func write() throws {
        if context.wantsJSON { return try context.output.line(text(of: .array(targets.map { .string($0.name) }))) }
        for target in targets { try context.output.line(shown(target.name)) }
    }

    func writeReasons() throws {
        if context.wantsJSON { return try context.output.json(targets.map(\.json)) }
        for target in targets {
            try context.output.line(context.palette.heading(shown(target.name)))
            for reason in target.reasons { try context.output.line("  \(shown(reason))") }
        }
    }

    /// On one line, as that can be handed on in a variable.
    private func text(of json: JSON) -> String { String(decoding: json.encoded(), as: UTF8.self) }

    private func shown(_ text: String) -> String { text.spellingOutControls() }
}

extension AffectedTarget {
    /// A line for each thing that differs.
    fileprivate var reasons: [String] {
        switch change {
        case .added: ["is new"]
        case .wasFaulty: ["could not have been built"]
        case .changed(let differences): differences.map(\.words)
        }
    }

    fileprivate var json: JSON {
        var members: [JSON.Member] = [.init("name", .string(name))]
        switch change {
        case .added: members.append(.init("change", "added"))
        case .wasFaulty: members.append(.init("change", "was faulty"))
        case .changed(let differences):
            members.append(.init("change", "changed"))
            members.append(.init("differences", .array(differences.map(\.json))))
        }
        return .object(members)
    }
}

extension Difference {
    /// `services/app/Dockerfile:4: COPY . .: files changed`
    fileprivate var words: String {
        let place = range.map { "\($0.file.name):\($0.start.line): " } ?? ""
        switch kind {
        case .added: return "\(place)\(subject): is new"
        case .removed: return "\(place)\(subject): is gone"
        case .changed: return "\(place)\(subject): \(changes.map(\.words).joined(separator: "; "))"
        }
    }

    fileprivate var json: JSON {
        var members: [JSON.Member] = [.init("kind", .string(kind.rawValue)), .init("subject", .string(subject))]
        if let range {
            members.append(.init("file", .string(range.file.name)))
            members.append(.init("line", .integer(Int64(range.start.line))))
        }
        if kind == .changed { members.append(.init("ingredients", .array(changes.map(\.json)))) }
        return .object(members)
    }
}

extension Difference.Change {
    /// The values themselves, where people can compare them at a glance.
    fileprivate var words: String {
        if !files.isEmpty {
            let few = files.prefix(Self.fewest).joined(separator: ", ")
            let rest = files.count - Self.fewest
            return "\(name) changed: \(few)" + (rest > 0 ? " and \(rest) more" : "")
        }
        let isShort = (old + new).allSatisfy { $0.utf8.count <= 60 && !$0.contains("\n") }
        guard isShort, name != "files", name != "file" else { return "\(name) changed" }
        switch (old.isEmpty, new.isEmpty) {
        case (true, false): return "\(name) \(new.joined(separator: ", ")) is new"
        case (false, true): return "\(name) \(old.joined(separator: ", ")) is gone"
        case (false, false): return "\(name) was \(old.joined(separator: ", ")), is \(new.joined(separator: ", "))"
        case (true, true): return "the order of \(name) changed"
        }
    }

    /// How many files are named.
    private static let fewest = 5

    fileprivate var json: JSON {
        var members: [JSON.Member] = [
            .init("name", .string(name)), .init("old", .array(old.map(JSON.string))),
            .init("new", .array(new.map(JSON.string))),
        ]
        if !files.isEmpty { members.append(.init("files", .array(files.map(JSON.string)))) }
        return .object(members)
    }
}
