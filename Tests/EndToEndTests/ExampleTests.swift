import Host
import TestSupport
import Testing

struct ExampleTests {
    /// The lines under "Examples:"; what they do is indented further.
    private func examples(_ help: String) -> [String] {
        let sections = help.split(separator: "\n\n").filter { $0.hasPrefix("Examples:\n") }
        return sections.flatMap { $0.split(separator: "\n").dropFirst() }
            .filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }.map { String($0.dropFirst(2)) }
    }

    @Test(.enabled(if: CompletionTests.path("bash") != nil, "bash is not installed"))
    func `every example of the help does what it says`() throws {
        let hearth = try HearthFixture()
        try hearth.file("base.tar", Samples.text)
        let lines = try hearth.places().flatMap { path in
            try examples(hearth.run(HearthFixture.program, path + ["--help"]).output)
        }
        #expect(lines.count >= 8)
        // What the others look for has to be added first.
        let adding = lines.filter { $0.contains(" cache add ") }
        let script = "set -eo pipefail; docker() { cat > /dev/null; }; zcat() { echo dump; }; "
        for line in adding + lines.filter({ !adding.contains($0) }) {
            let run = try hearth.run("/bin/bash", ["--norc", "-c", script + line])
            #expect((run.code, run.errors) == (0, ""), "\(line)")
        }
    }
}
