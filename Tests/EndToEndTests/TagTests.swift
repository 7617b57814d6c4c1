import Foundation
import TestSupport
import Testing
import Values

@Suite(.enabled(if: CopyFixture.isPossible, "\(CopyFixture.reason)"))
struct TagTests {
    private let fixture: CopyFixture
    private let image = TestImage(layers: [5000])
    private var here: RegistryServer { fixture.here }
    private var there: RegistryServer { fixture.there }

    init() throws {
        fixture = try CopyFixture()
        try fixture.here.add(image, to: "app", as: "sha-abc")
        try fixture.there.add(image, to: "app", as: "sha-abc")
    }

    @Test func `a tag takes two requests and no bytes`() throws {
        let run = try fixture.run("tag", "\(here.name)/app:sha-abc", "v1")
        #expect(run.code == 0, "\(run.errors)")
        #expect(run.output == "\(here.name)/app:v1 \(image.digest)\n")
        #expect(here.has(image, in: "app", as: "v1"))
        let asked = here.requests.filter { $0.path != "/v2/" }
        #expect(asked.map(\.method) == ["GET", "PUT"], "\(asked)")
    }

    @Test func `several tags move, by a digest as well`() throws {
        try here.add(TestImage(layers: [1], seed: 5), to: "app", as: "latest")
        let run = try fixture.run("tag", "\(here.name)/app@\(image.digest)", "1.4", "latest", "--format", "json")
        #expect(run.code == 0, "\(run.errors)")
        #expect(try run.list.map { $0["name"] as? String } == ["\(here.name)/app:1.4", "\(here.name)/app:latest"])
        #expect(here.digest(of: "latest", in: "app") == image.digest)
        #expect(here.digest(of: "1.4", in: "app") == image.digest)
    }

    @Test func `of several tags all move or none`() throws {
        let old = TestImage(layers: [1], seed: 5)
        try here.add(old, to: "app", as: "latest")
        let proxy = try FaultProxy(to: here.port)
        proxy.plan(.answers(403), times: 9) { $0.path.hasSuffix("/manifests/v1") && $0.method == "PUT" }
        let run = try fixture.run("tag", "\(proxy.name)/app:sha-abc", "latest", "v1")
        #expect(run.code == 1)
        #expect(here.digest(of: "latest", in: "app") == old.digest)
        #expect(run.errors.contains("error: tag of \(proxy.name)/app:latest and 1 more"), "\(run.errors)")
    }

    @Test(arguments: ["other:v1", "a/b", "localhost:1/app:v1"])
    func `a whole name is no tag`(word: String) throws {
        let run = try fixture.run("tag", "\(here.name)/app:sha-abc", word)
        #expect(run.code == 2)
        #expect(run.errors.contains("--local"), "\(run.errors)")
        #expect(here.requests.isEmpty)
    }

    @Test func `an image of the store gets other names without a registry`() throws {
        try fixture.hearth.file("app.tar", SampleImage.app.archive)
        #expect(try fixture.run("load", "app.tar").code == 0)
        let run = try fixture.run("tag", "--local", "app:1", "app:2", "localhost:1/other")
        #expect(run.code == 0, "\(run.errors)")
        #expect(run.lines.map { $0.split(separator: " ")[0] } == ["app:2", "localhost:1/other:latest"])
        #expect(try fixture.run("untag", "app:1").code == 0)
        #expect(try fixture.run("inspect", "app:2").code == 0)
        #expect(try fixture.run("tag", "--local", "nothing", "b").code == 2)
    }

    @Test func `tags are listed`() throws {
        try here.add(image, to: "app", as: "10")
        let run = try fixture.run("tags", "\(here.name)/app")
        #expect((run.code, run.output) == (0, "10\nsha-abc\n"))
        let json = try fixture.run("tags", "\(there.name)/app", "--format", "json")
        #expect(try JSON(parsing: json.bytes) == ["sha-abc"])
        let none = try fixture.run("tags", "\(here.name)/none")
        #expect(none.code == 1)
        #expect(none.errors.contains("\(here.name) has no repository none"), "\(none.errors)")
        #expect(try fixture.run("tags", "\(here.name)/app:1").code == 2)
        #expect(try fixture.run("ps", "--all", "--format", "json").list.isEmpty)
    }

    @Test func `a manifest is deleted with its tags where that is allowed`() throws {
        let run = try fixture.run("delete", "\(here.name)/app@\(image.digest)")
        #expect(run.code == 0, "\(run.errors)")
        #expect(try fixture.run("tags", "\(here.name)/app").output.isEmpty)
        let again = try fixture.run("delete", "\(here.name)/app@\(image.digest)")
        #expect(again.code == 1)
        #expect(again.errors.contains("has no manifest"), "\(again.errors)")
    }

    @Test func `a tag stays where manifests alone can be deleted, and how to do that is told`() throws {
        let run = try fixture.run("delete", "\(here.name)/app:sha-abc", "\(here.name)/app:none")
        #expect(run.code == 1)
        #expect(run.errors.contains("hint: `hearth delete \(here.name)/app@\(image.digest)`"), "\(run.errors)")
        #expect(run.errors.contains("has no manifest none of app"), "\(run.errors)")
        #expect(here.has(image, in: "app", as: "sha-abc"))
    }

    @Test(arguments: [true, false]) func `who can allow it is told where nothing is deleted`(isTag: Bool) throws {
        let name = isTag ? "app:sha-abc" : "app@\(image.digest)"
        let run = try fixture.run("delete", "\(there.name)/\(name)")
        #expect(run.code == 1)
        #expect(run.errors.contains("\(there.name) does not allow to delete anything"), "\(run.errors)")
        #expect(run.errors.contains("REGISTRY_STORAGE_DELETE_ENABLED=true"), "\(run.errors)")
        #expect(there.has(image, in: "app", as: "sha-abc"))
    }

    @Test func `nobody deletes latest by saying nothing`() throws {
        #expect(try fixture.run("delete", "\(here.name)/app").code == 2)
        #expect(here.requests.isEmpty)
    }
}
