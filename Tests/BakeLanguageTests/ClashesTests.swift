import BakeLanguage
import Testing
import Values

struct ClashesTests {
    @Test func `a target that has a tag twice is in nobody's way`() throws {
        let bakery = Bakery("target \"default\" {\n tags = [\"foo\", \"foo:latest\"]\n output = [\"type=registry\"]\n}")
        #expect(bakery.complaints() == [])
    }

    // Two targets push these names.
    @Test(arguments: [
        ("foo", "docker.io/library/foo:latest"), ("foo/bar", "index.docker.io/foo/bar:latest"),
        ("localhost/a", "localhost/a:latest"), ("localhost:5000/a:1", "localhost:5000/a:1"),
    ])
    func `one image by two names is one image`(first: String, second: String) {
        let bakery = Bakery(pushing("tags = [\"\(first)\"]", "tags = [\"\(second)\"]", "type=image,push=1"))
        #expect(bakery.complaints().count == 1)
    }

    @Test(arguments: [
        ("foo", "foo:1"), ("a/foo", "b/foo"), ("localhost:5000/a", "localhost:5001/a"), ("a.b/c", "a/b/c"),
    ])
    func `two images are no clash`(first: String, second: String) {
        let bakery = Bakery(pushing("tags = [\"\(first)\"]", "tags = [\"\(second)\"]", "type=registry"))
        #expect(bakery.complaints() == [])
    }

    @Test func `names in outputs count where there are no tags`() {
        #expect(
            Bakery(pushing("", "", "type=image,name=bar:1,push=true")).complaints()
                == [#"targets "a" and "b" both push docker.io/library/bar:1"#])
    }

    @Test func `what is not pushed is in nobody's way`() {
        #expect(Bakery(pushing("tags = [\"x\"]", "tags = [\"x\"]", "type=docker")).complaints() == [])
    }

    @Test func `one cache of two targets is doubtful, and no error`() throws {
        let cache = "cache-to = [\"type=gha,scope=x\"]"
        let selection = try Bakery(pushing(cache, cache, "type=docker")).selection()
        #expect(selection.warnings.map(\.message) == [#"targets "a" and "b" both write the cache type=gha,scope=x"#])
    }

    @Test func `a cache without a scope is not told`() throws {
        let cache = "cache-to = [\"type=gha,mode=max\"]"
        #expect(try Bakery(pushing(cache, cache, "type=docker")).selection().warnings == [])
    }

    private func pushing(_ first: String, _ second: String, _ output: String) -> String {
        """
        group "default" { targets = ["a", "b"] }
        target "a" {
          output = ["\(output)"]
          \(first)
        }
        target "b" {
          output = ["\(output)"]
          \(second)
        }
        """
    }
}
