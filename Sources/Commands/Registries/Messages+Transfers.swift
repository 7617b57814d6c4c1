internal import Console
internal import Host
internal import Transfers
internal import Values

// How transfers that failed are told of.
extension Messages {
    /// Each by its image, process, reason and log; and which images have not got their tags for that.
    func show(_ failures: PushFailures, doing verb: String = "push") {
        for fault in failures.all { show(fault, doing: verb) }
        if failures.stayed.isEmpty { return }
        warn("the tags of \(failures.stayed.joined(separator: ", ")) were left where they were")
        hint("\(verb) again when that is mended: what was sent is there. --no-tags-together moves tags one by one")
    }

    func show(_ fault: TransferFault, doing verb: String) {
        let process = fault.process.map { " (process \($0))" } ?? ""
        error("\(verb) of \(fault.image)\(process): \(fault.reason)", hint: fault.hint)
        if let log = fault.log { write("  all that it said is in \(log)") }
        annotate("\(verb) \(fault.image)", "\(fault.reason)\(process)\(fault.log.map { "; log \($0)" } ?? "")")
    }

    /// Has GitHub show an error beside the job.
    private func annotate(_ title: String, _ text: String) {
        guard Environment.value(of: "GITHUB_ACTIONS") != nil else { return }
        write("::error title=\(WorkflowCommand.property(title))::\(WorkflowCommand.data(text))")
    }
}

/// The words of a command that a step of GitHub Actions gives by writing it.
enum WorkflowCommand {
    static func data(_ text: String) -> String { escaped(text, ["%": "%25", "\r": "%0D", "\n": "%0A"]) }

    static func property(_ text: String) -> String {
        escaped(text, ["%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"])
    }

    private static func escaped(_ text: String, _ escapes: [Unicode.Scalar: String]) -> String {
        text.unicodeScalars.reduce(into: "") { $0 += escapes[$1] ?? String($1) }
    }
}
