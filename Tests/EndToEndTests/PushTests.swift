import Foundation
import Host
import TestSupport
import Testing
import Values

@Suite(.enabled(if: PushFixture.isPossible, "\(PushFixture.reason)"))
struct PushTests {
    private let fixture: PushFixture

    init() throws { fixture = try PushFixture() }

    @Test func `a set is pushed, and others can read it`() throws {
        let run = try fixture.run("bake", "--push", "--progress=plain", "--metadata-file", "built.json")
        #expect(run.code == 0, "\(run.errors)")
        let built = try JSON(parsing: Array(Data(contentsOf: (fixture.hearth.folder / "built.json").url)))
        for target in ["backend", "cert-generator", "frontend"] {
            let said = built[target]?["containerimage.digest"]?.string
            #expect(fixture.digest(target, "latest")?.description == said)
            #expect(fixture.digest(target, "1")?.description == said)
        }
        try #require(HearthFixture.has("skopeo"))
        let copy = "skopeo copy --src-tls-verify=false docker://\(fixture.proxy.name)/stack/backend:1 oci:out"
        #expect(try fixture.hearth.shell(copy).code == 0)
    }

    @Test func `what is there already is only asked for`() throws {
        #expect(try fixture.run("bake", "--push").code == 0)
        fixture.proxy.reset()
        let run = try fixture.run("bake", "--push")
        #expect(run.code == 0, "\(run.errors)")
        #expect(fixture.requests("POST", "PATCH", "PUT").isEmpty)
        #expect(fixture.proxy.requests.allSatisfy { $0.method == "HEAD" || $0.path == "/v2/" })
    }

    @Test func `a layer that images share is sent once`() throws {
        #expect(try fixture.run("bake", "--push").code == 0)
        let bodies = fixture.requests("PUT", "PATCH").filter { $0.path.contains("/uploads/") && $0.sent > 150_000 }
        #expect(bodies.count == 1, "\(bodies.map(\.path))")
    }

    @Test func `one that fails leaves every tag where it was, and is named`() throws {
        #expect(try fixture.run("bake", "--push").code == 0)
        let before = fixture.digest("backend", "latest")
        try fixture.write(["backend", "cert-generator", "frontend"], version: "2")
        fixture.proxy.plan(.answers(403, body: #"{"errors":[{"code":"DENIED","message":"not yours"}]}"#), times: 100) {
            $0.path.contains("/stack/frontend/") && $0.method != "HEAD"
        }
        let run = try fixture.run("bake", "--push", environment: ["GITHUB_ACTIONS": "true"])
        #expect(run.code == 1)
        for target in ["backend", "cert-generator", "frontend"] { #expect(fixture.tags(target) == ["1", "latest"]) }
        #expect(fixture.digest("backend", "latest") == before)
        // Two are there by their digests, for the next try.
        #expect(fixture.registry.manifests(of: "stack/backend").count == 2)
        #expect(fixture.registry.manifests(of: "stack/cert-generator").count == 2)
        let image = "\(fixture.proxy.name)/stack/frontend:latest"
        #expect(run.errors.contains("error: push of \(image)"), "\(run.errors)")
        #expect(run.errors.contains("not yours") && run.errors.contains("(process "), "\(run.errors)")
        let line = run.errors.split(separator: "\n").first { $0.hasPrefix("::error title=push ") }
        #expect(line?.contains("stack/frontend") == true && line?.contains("log ") == true, "\(run.errors)")
        let title = image.replacingOccurrences(of: ":", with: "%3A")
        #expect(line?.contains(title) == true)
        let log = try #require(run.errors.split(separator: " ").first { $0.contains("/logs/transfer-") })
        let path = log.split(separator: "\n")[0]
        #expect(try String(contentsOfFile: String(path), encoding: .utf8).contains("not yours"))
    }

    @Test func `one by one, the others get their tags`() throws {
        fixture.proxy.plan(.answers(403), times: 100) { $0.path.contains("/stack/frontend/") && $0.method != "HEAD" }
        let run = try fixture.run("bake", "--push", "--no-tags-together")
        #expect(run.code == 1)
        #expect(fixture.tags("backend") == ["1", "latest"])
        #expect(fixture.tags("cert-generator") == ["1", "latest"])
        #expect(fixture.tags("frontend").isEmpty)
    }

    @Test func `a tag that cannot be moved has those put back that were`() throws {
        #expect(try fixture.run("bake", "--push").code == 0)
        let before = fixture.digest("backend", "latest")
        try fixture.write(["backend", "cert-generator", "frontend"], version: "2")
        fixture.proxy.plan(.answers(403), times: 100) {
            $0.method == "PUT" && $0.path.hasSuffix("/stack/frontend/manifests/latest")
        }
        let run = try fixture.run("bake", "--push")
        #expect(run.code == 1)
        for target in ["backend", "cert-generator"] {
            #expect(fixture.tags(target).contains("latest"))
            // This registry has no way to remove a tag alone; the image was new.
            #expect(fixture.digest(target, "2") == nil, "\(run.errors)")
        }
        #expect(fixture.digest("backend", "latest") == before)
    }

    @Test func `an image that was not built leaves the tags of all where they were`() throws {
        try fixture.hearth.file("Broken", Array("FROM scratch\nCOPY nothing /\n".utf8))
        let text = try String(contentsOf: (fixture.hearth.folder / "bake.json").url, encoding: .utf8)
        let broken = text.replacingOccurrences(
            of: "\"args\": {\"NAME\": \"frontend\"}", with: "\"dockerfile\": \"Broken\"")
        try fixture.hearth.file("bake.json", Array(broken.utf8))
        let run = try fixture.run("bake", "--push", "--keep-going")
        #expect(run.code != 0)
        #expect(fixture.tags("backend").isEmpty)
    }

    @Test func `an image is pushed under another name, with the digest that is told`() throws {
        #expect(try fixture.run("bake", "backend").code == 0)
        let name = "\(fixture.proxy.name)/other/place:9"
        let run = try fixture.run(
            "push", "\(fixture.proxy.name)/stack/backend:1", "--as", name, "--format", "json", "--progress=none")
        #expect(run.code == 0, "\(run.errors)")
        let digest = try #require(run.list.first?["digest"] as? String)
        #expect(fixture.registry.digest(of: "9", in: "other/place")?.description == digest)
    }

    @Test func `by its digest alone an image gets no tag`() throws {
        let output = "type=image,name=\(fixture.proxy.name)/only/digest,push=true,push-by-digest=true"
        let run = try fixture.run(
            "build", "--build-arg", "NAME=backend", "--output", output, "--metadata-file", "built.json", ".")
        #expect(run.code == 0, "\(run.errors)")
        #expect(fixture.registry.tags(of: "only/digest").isEmpty)
        #expect(fixture.registry.manifests(of: "only/digest").count == 1)
    }

    @Test func `what has no name cannot be pushed, which is said before anything is built`() throws {
        let run = try fixture.run("build", "--build-arg", "NAME=backend", "--push", ".")
        #expect(run.code == 2)
        #expect(run.errors.contains("what is pushed needs a name"), "\(run.errors)")
    }

    @Test func `what was left to be pushed is waited for`() throws {
        #expect(try fixture.run("bake").code == 0)
        let images = ["backend", "frontend"].map { "\(fixture.proxy.name)/stack/\($0):latest" }
        let run = try fixture.run("push", "--detach", images[0], images[1], "--format", "json")
        #expect(run.code == 0, "\(run.errors)")
        let processes = try run.list.compactMap { $0["pid"] as? Int }
        #expect(processes.count == 2)
        let waited = try fixture.run("wait", "\(processes[0])", images[1])
        #expect(waited.code == 0, "\(waited.errors)")
        #expect(fixture.tags("backend").contains("latest"))
        #expect(fixture.tags("frontend").contains("latest"))
        let all = try fixture.run("ps", "--all", "--format", "json").list
        #expect(all.filter { $0["state"] as? String == "succeeded" }.count == 2)
    }

    @Test func `a transfer is shown, and can be ended; its set keeps its tags`() throws {
        #expect(try fixture.run("bake").code == 0)
        fixture.proxy.plan(.holds) { $0.path.contains("/stack/frontend/blobs/uploads/") && $0.method == "PUT" }
        let images = ["backend", "frontend"].map { "\(fixture.proxy.name)/stack/\($0):latest" }
        #expect(try fixture.run("push", "--detach", images[0], images[1]).code == 0)
        fixture.proxy.waitUntilHeld()
        let running = try fixture.run("ps", "--format", "json").list
        let held = try #require(running.first { ($0["image"] as? String) == images[1] }?["pid"] as? Int)
        #expect(try fixture.run("ps").output.contains("\(held)"))
        #expect(try fixture.run("kill", "\(held)").code == 0)
        fixture.proxy.release()
        let waited = try fixture.run("wait", images[0], images[1])
        #expect(waited.code == 1)
        #expect(
            waited.errors.contains("push of \(images[1]) (process \(held)): it was asked to end"), "\(waited.errors)")
        #expect(fixture.tags("backend").isEmpty && fixture.tags("frontend").isEmpty)
        #expect(try fixture.run("ps", "--format", "json").list.isEmpty)
    }

    @Test func `what is no transfer is not ended`() throws {
        #expect(try fixture.run("bake").code == 0)
        let run = try fixture.run("kill", "\(getpid())")
        #expect(run.code == 2)
        #expect(run.errors.contains("no transfer has the process or the image '\(getpid())'"))
    }

    @Test func `who calls for a transfer by hand is told who else does`() throws {
        let run = try fixture.run("transfer")
        #expect(run.code == 1)
        #expect(run.errors.contains("see `hearth push`"), "\(run.errors)")
        #expect(try !fixture.run("help").output.contains("transfer "))
    }
}
