import Foundation
import Host
import TestSupport
import Testing

struct VersionTests {
    @Test func `the version is shown with the platform`() throws {
        let hearth = try HearthFixture()
        let run = try hearth("version")
        #expect(run.code == 0)
        #expect(run.output.wholeMatch(of: /hearth \d+\.\d+\.\d+ (linux|darwin)\/(amd64|arm64)\n/) != nil)
        #expect(run.errors.isEmpty)
        #expect(try hearth("--version").output == run.output)
        #expect(try hearth("--color", "never", "--version").output == run.output)
        #expect(try hearth("--help").output.contains("\n      --version            Show the version\n"))
    }

    @Test func `the version for programs`() throws {
        let object = try HearthFixture()("version", "--format", "json").object
        #expect(object.keys.sorted() == ["platform", "version"])
        #expect(
            try HearthFixture()("--version", "--format=json").object as? [String: String] == object as? [String: String]
        )
    }

    @Test(arguments: [["version"], ["--help"], ["cache", "add", "--help"], ["completion", "bash"]])
    func `what needs no store makes none`(words: [String]) throws {
        let hearth = try HearthFixture()
        #expect(try hearth.run(HearthFixture.program, words, environment: ["HEARTH_HOME": nil]).code == 0)
        #expect(try FileManager.default.contentsOfDirectory(atPath: hearth.folder.description) == [])
    }
}
