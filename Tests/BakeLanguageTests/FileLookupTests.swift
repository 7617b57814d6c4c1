import BakeLanguage
import Testing
import Values

@Suite struct FileLookupTests {
    private static func names(_ given: [String], _ environment: [String: String] = [:]) throws -> [String] {
        var surroundings = EntrySurroundings()
        surroundings.environment = environment
        for name in ["a.hcl", "b.hcl", "docker-bake.override.hcl", "docker-bake.hcl", "compose.yaml", "sub/c.hcl"] {
            surroundings.files[name] = Array("x = 1".utf8)
        }
        surroundings.files["empty.hcl"] = []
        surroundings.files["docker-bake.json"] = []
        surroundings.others["sub"] = .directory
        return try FileLookup(surroundings).files(given) { Array("x = 1".utf8) }.map(\.source.name)
    }

    @Test(
        arguments: [
            ([], [:], ["compose.yaml", "docker-bake.hcl", "docker-bake.override.hcl"]),
            (["b.hcl", "cwd://a.hcl", "-"], [:], ["b.hcl", "a.hcl", "-"]), (["a.hcl", "empty.hcl"], [:], ["a.hcl"]),
            ([], ["BUILDX_BAKE_FILE": " a.hcl : b.hcl:"], ["a.hcl", "b.hcl"]),
            ([], ["BUILDX_BAKE_FILE": "a.hcl, b.hcl", "BUILDX_BAKE_PATH_SEPARATOR": ","], ["a.hcl", "b.hcl"]),
            (["b.hcl"], ["BUILDX_BAKE_FILE": "a.hcl"], ["b.hcl"]),
            ([], ["BUILDX_BAKE_FILE": " "], ["compose.yaml", "docker-bake.hcl", "docker-bake.override.hcl"]),
        ] as [([String], [String: String], [String])])
    func `files are found`(given: [String], environment: [String: String], found: [String]) throws {
        #expect(try Self.names(given, environment) == found)
    }

    @Test(
        arguments: [
            (["nope"], [:], "cannot read nope: there is no such file"),
            (["sub"], [:], "cannot read sub: is a directory"),
            (["https://x.y/z"], [:], "cannot read https://x.y/z: bake files are not read from the network"),
            ([""], [:], "the name of a file is empty"), (["empty.hcl"], [:], "empty.hcl: the file is empty"),
            (
                [], ["BUILDX_BAKE_FILE": "nope"],
                "cannot read nope: there is no such file, though BUILDX_BAKE_FILE names it"
            ),
            (
                [], ["BUILDX_BAKE_FILE_RELATIVE_PATHS": "x"],
                "BUILDX_BAKE_FILE_RELATIVE_PATHS is true or false, and not \"x\""
            ),
        ] as [([String], [String: String], String)])
    func `what is not there is told`(given: [String], environment: [String: String], message: String) {
        do {
            _ = try Self.names(given, environment)
            Issue.record("nothing is refused")
        } catch {
            #expect("\(error)" == message)
        }
    }
}
