import Foundation
import Host
import TestSupport
import Testing

struct HomeTests {
    // Where the store is, by the variables that say so; the folder of the test stands for `~`.
    @Test(
        arguments: [
            (["HEARTH_HOME": nil], "~/.cache/hearth"),
            (["HEARTH_HOME": ""], "~/.cache/hearth"),
            (["HEARTH_HOME": nil, "XDG_CACHE_HOME": "~/xdg"], "~/xdg/hearth"),
            // To be ignored, the XDG specification says.
            (["HEARTH_HOME": nil, "XDG_CACHE_HOME": "xdg"], "~/.cache/hearth"),
            (["HEARTH_HOME": nil, "XDG_CACHE_HOME": ""], "~/.cache/hearth"),
            (["HEARTH_HOME": "deep/down", "XDG_CACHE_HOME": "~/xdg"], "~/deep/down"),
            (["HEARTH_HOME": "~/elsewhere", "HOME": nil], "~/elsewhere"),
        ] as [([String: String?], String)])
    func `the home is where the environment says`(variables: [String: String?], place: String) throws {
        let hearth = try HearthFixture()
        func resolved(_ text: String) -> String { text.replacing("~", with: hearth.folder.description) }
        let run = try hearth("cache", "add", "-", environment: variables.mapValues { $0.map(resolved) })
        #expect((run.code, run.errors) == (0, ""))
        let home = Path(resolved(place))
        #expect(hearth.files(below: home).map(\.name).contains("index.sqlite"))
        #expect(hearth.files(below: home) == hearth.files(below: hearth.folder))
        let mode = try FileManager.default.attributesOfItem(atPath: home.description)[.posixPermissions] as? Int
        #expect(mode == 0o700)
    }

    @Test func `the option counts more than the environment`() throws {
        let hearth = try HearthFixture()
        _ = try hearth("cache", "--home", "here", "ls")
        #expect(hearth.files(below: hearth.home).isEmpty)
        #expect(!hearth.files(below: hearth.folder / "here").isEmpty)
    }

    @Test func `without any home there is no store`() throws {
        for home in [nil, ""] {
            let run = try HearthFixture()("cache", "ls", environment: ["HEARTH_HOME": nil, "HOME": home])
            #expect(run.code == 2)
            #expect(run.errors == "error: there is no place for the store: HOME is not set\nhint: set HEARTH_HOME\n")
        }
    }

    @Test func `a file is no home, and stays as it is`() throws {
        let hearth = try HearthFixture()
        try hearth.file("file", [7])
        let run = try hearth("cache", "ls", environment: ["HEARTH_HOME": "file"])
        #expect(run.code == 2)
        #expect(run.errors == "error: file is not a directory\nhint: set HEARTH_HOME to a directory\n")
        #expect(try Data(contentsOf: (hearth.folder / "file").url) == Data([7]))
    }

    @Test func `no home is made below a file`() throws {
        let hearth = try HearthFixture()
        try hearth.file("file", [7])
        let run = try hearth("cache", "ls", environment: ["HEARTH_HOME": "file/home"])
        #expect(run.code == 2)
        #expect(run.errors == "error: file/home is not a directory\nhint: set HEARTH_HOME to a directory\n")
    }

    @Test func `a home that others may write to is refused`() throws {
        let hearth = try HearthFixture()
        _ = try hearth("cache", "ls")
        chmod(hearth.home.description, 0o777)
        let run = try hearth("cache", "ls")
        #expect(run.code == 2)
        #expect(run.errors.hasPrefix("error: others may write to \(hearth.home) (mode 777)\nhint: run `chmod go-w "))
    }
}
