import Foundation
import Host
import TestSupport
import Testing

/// Fails the program's own system calls, one by one, from outside: also those that SQLite makes, which do not pass
/// through the seam.
@Suite(.enabled(if: canTrace, "strace is missing, or may not trace here")) struct SystemCallTests {
    // By what the database is locked, written, synced and cut.
    @Test(arguments: ["pwrite64", "fdatasync", "fcntl", "ftruncate", "unlink"])
    func `whatever call of an add fails, what it said is what is so`(call: String) throws {
        let codes = ["ENOSPC", "EIO", "EACCES"]
        let hearth = try HearthFixture()
        _ = try hearth.add(Samples.small, as: "held")
        try hearth.file("new", Samples.text)
        for number in 1... {
            let fault = "inject=\(call):error=\(codes[number % codes.count]):when=\(number)"
            let run = try hearth.shell(
                """
                rm -rf copy && cp -a home copy &&
                exec strace -f -o trace -e trace=\(call) -e \(fault) hearth cache add new -n new --home copy
                """)
            try check(hearth, run, "\(fault): \(run.errors)")
            let trace = try String(contentsOf: (hearth.folder / "trace").url, encoding: .utf8)
            if !trace.contains("(INJECTED)") {
                #expect(run.code == 0 && number > 1)
                return
            }
        }
    }

    private func check(_ hearth: HearthFixture, _ run: HearthRun, _ situation: String) throws {
        #expect([0, 1].contains(run.code), "\(situation)")
        #expect(run.code == 0 || run.errors.hasPrefix("error: "), "\(situation)")
        let verified = try hearth("cache", "verify", "--home", "copy")
        #expect(verified.code == 0, "\(situation): \(verified.output)")
        let list = try hearth("cache", "ls", "--format", "json", "--home", "copy").list
        let references = list.flatMap { $0["references"] as? [String] ?? [] }
        #expect(Set(references) == (run.code == 0 ? ["held", "new"] : ["held"]), "\(situation)")
        #expect(hearth.files(below: hearth.folder / "copy/tmp").isEmpty, "\(situation)")
    }
}

private let canTrace =
    (try? HearthFixture().shell("strace -o /dev/null -e inject=getppid:error=EPERM true"))?.code == 0
