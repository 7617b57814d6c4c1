import BakeLanguage
import Testing

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
    ])
    func `what cannot be included is refused`(include: String, message: String) {
        let bakery = Self.bakery(
            "x-hearth = { include = \(include) }\ntarget \"default\" {}\nvariable \"V\" {}",
            ["a.hcl": "x-hearth = { include = [\"bake.hcl\"] }"])
        #expect(bakery.complaints().first == message)
    }
}
