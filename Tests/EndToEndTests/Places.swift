import Host
import TestSupport

extension HearthFixture {
    /// Every command and group, found by reading the help from the top.
    func places(below path: [String] = []) throws -> [[String]] {
        let help = try run(Self.program, path + ["--help"])
        guard help.lines.contains(where: { $0.hasPrefix("Usage:") && $0.hasSuffix(" COMMAND") }) else { return [path] }
        let sections = help.output.split(separator: "\n\n").filter { !$0.hasPrefix("Usage:") }
        let names = sections.flatMap { section -> [String] in
            let lines = section.split(separator: "\n")
            let other = ["Options:", "Global options:", "Examples:", "Exit codes:"]
            guard let title = lines.first, title.hasSuffix(":"), !other.contains(String(title)) else { return [] }
            return lines.dropFirst().compactMap { $0.firstMatch(of: #/^  ([a-z][a-z-]*)  /#).map { String($0.1) } }
        }
        return try [path] + names.flatMap { try places(below: path + [$0]) }
    }
}
