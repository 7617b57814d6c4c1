import Foundation
import Host
import TestSupport
import Testing

@Suite(.enabled(if: FileManager.default.fileExists(atPath: "/proc/self/status"), "Linux alone"))
struct DoctorTests {
    private static let subjects = [
        "kernel", "clock", "disk", "seccomp", "namespaces", "runtime", "control groups", "platforms",
    ]

    @Test func `every part is told, with what to do`() throws {
        let hearth = try HearthFixture()
        let run = try hearth("doctor")
        for subject in Self.subjects { #expect(run.output.contains("  \(subject): ")) }
        #expect(run.errors.isEmpty)
        #expect(run.code == (run.lines.contains { $0.hasPrefix("problem") } ? 1 : 0))
    }

    @Test func `the parts for programs`() throws {
        let list = try HearthFixture()("doctor", "--format", "json").list
        #expect(Self.subjects.allSatisfy { subject in list.contains { $0["subject"] as? String == subject } })
        for finding in list {
            #expect(finding.keys.sorted() == ["remedy", "state", "subject", "words"])
            #expect(["ok", "warning", "problem"].contains(finding["state"] as? String))
        }
    }

    @Test func `a runtime that is missing is a problem`() throws {
        let run = try HearthFixture()("doctor", environment: ["HEARTH_RUNTIME": "no-such-runtime"])
        #expect(run.code == 1)
        #expect(
            run.output.contains(
                "problem  runtime: no OCI runtime is installed (looked for no-such-runtime)\n"
                    + "         hint: sudo apt-get install crun\n"))
    }

    @Test func `it leaves nothing behind`() throws {
        let hearth = try HearthFixture()
        _ = try hearth("doctor")
        #expect(try FileManager.default.contentsOfDirectory(atPath: hearth.folder.description) == [])
    }
}
