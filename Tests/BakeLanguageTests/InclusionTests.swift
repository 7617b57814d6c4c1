import BakeLanguage
import Testing
import Values

@Suite struct InclusionTests {
    private static func bakery(_ text: String, _ more: [String: String]) -> Bakery {
        var bakery = Bakery([(name: "bake.hcl", text: text)])
        for (name, text) in more { bakery.surroundings.files[name] = Array(text.utf8) }
        return bakery
    }

    @Test func `an included file means what it means in its own folder, and comes first`() throws {
        let bakery = Self.bakery(
            "x-hearth = { include = [\"sub/bake.hcl\"] }\ntarget \"default\" { tags = [\"own\"] }",
            ["sub/bake.hcl": "target \"default\" {\n context = \"c\"\n tags = [\"included\"]\n}"])
        let target = try bakery.selection().targets["default"]
        #expect(target?.context == "sub/c")
        #expect(target?.tags == ["own"])
    }

    @Test func `a file that is included twice counts once`() throws {
        let bakery = Self.bakery(
            "x-hearth = { include = [\"a.hcl\", \"./a.hcl\"] }",
            ["a.hcl": "target \"default\" { ulimits = [\"nofile=1\"] }"])
        #expect(try bakery.target() == #"{"ulimits":["nofile=1"]}"#)
    }

    @Test(arguments: [
        ("[\"bake.hcl\"]", "bake.hcl includes itself, directly or through others"),
        ("[\"a.hcl\"]", "bake.hcl includes itself, directly or through others"),
        ("[\"nope.hcl\"]", "cannot include nope.hcl: there is no such file"),
        ("\"a.hcl\"", "include must be a list of paths"), ("[V]", "an included path must be plain text"),
        ("[\"fifo\"]", "cannot include fifo: it is no regular file"),
        ("[\"sub\"]", "cannot include sub: is a directory"),
        (
            "[\"https://x.y/z.hcl\"]",
            "cannot include https://x.y/z.hcl: bake files are not read from the network"
        ),
    ])
    func `what cannot be included is refused`(include: String, message: String) {
        var bakery = Self.bakery(
            "x-hearth = { include = \(include) }\ntarget \"default\" {}\nvariable \"V\" {}",
            ["a.hcl": "x-hearth = { include = [\"bake.hcl\"] }"])
        bakery.surroundings.others = ["fifo": .other, "sub": .directory]
        #expect(bakery.complaints().filter { !$0.hasPrefix("there is no variable") } == [message])
    }

    @Test func `an include that is only known when it is computed is refused`() {
        let bakery = Self.bakery("x-hearth = merge({ include = [\"a.hcl\"] }, {})\ntarget \"default\" {}", [:])
        #expect(bakery.complaints() == ["x-hearth must be a plain object where it has include"])
    }

    @Test func `a file that is given is not included again, and keeps its place`() throws {
        var bakery = Bakery([
            (name: "a.hcl", text: "x-hearth = { include = [\"b.hcl\"] }\ntarget \"default\" { tags = [\"a\"] }"),
            (name: "b.hcl", text: "target \"default\" {\n tags = [\"b\"]\n ulimits = [\"nofile=1\"]\n}"),
        ])
        #expect(try bakery.target() == #"{"tags":["b"],"ulimits":["nofile=1"]}"#)
        bakery.surroundings.files["b.hcl"] = nil
        #expect(try bakery.target() == #"{"tags":["b"],"ulimits":["nofile=1"]}"#)
    }

    @Test func `a directory is one, whatever link leads to it`() {
        var bakery = Self.bakery(
            "x-hearth = { include = [\"link/bake.hcl\"] }\ntarget \"default\" {}", ["link/bake.hcl": ""])
        bakery.surroundings.directories = ["/here": 1, "/here/link": 1]
        #expect(bakery.complaints() == ["link/bake.hcl includes itself, directly or through others"])
    }

    @Test func `all local paths of an included file begin in its folder`() throws {
        let bakery = Self.bakery(
            "x-hearth = { include = [\"sub/bake.hcl\"] }",
            [
                "sub/bake.hcl": """
                target "default" {
                  contexts   = { a = "a", b = "oci-layout://b:v1", c = "target:x" }
                  secret     = ["id=s,src=s.txt", "id=t,src=/t.txt", "id=u,env=U"]
                  ssh        = ["k=key.pem"]
                  output     = ["type=local,dest=out", "type=tar,dest=-"]
                  cache-from = ["type=local,src=c", "type=registry,ref=r"]
                  cache-to   = ["type=local,dest=../c"]
                  x-hearth   = { key-files = ["lock"] }
                }
                """
            ])
        let target = try #require(try bakery.definitions.target(named: "default"))
        #expect(target.contexts == ["a": "sub/a", "b": "oci-layout://sub/b:v1", "c": "target:x"])
        #expect(target.secrets?.map(\.path) == ["sub/s.txt", "/t.txt", ""])
        #expect(target.ssh?.map(\.paths) == [["sub/key.pem"]])
        #expect(target.outputs?.map(\.destination) == ["sub/out", "-"])
        #expect(target.cacheFrom?.map { $0.attributes["src"] } == ["sub/c", nil])
        #expect(target.cacheTo?.map { $0.attributes["dest"] } == ["c"])
        #expect(target.settings.keyFiles == ["sub/lock"])
    }
}
