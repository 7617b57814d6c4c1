import Compose
import Testing

@Suite struct ExtendsTests {
    @Test func `a service takes what it does not have from the one it extends`() throws {
        let sample = Sample(
            """
            services:
              web: {extends: base, build: {args: {B: 2}}}
              base: {extends: {service: root}, build: {args: {A: 1, B: 1}}}
              root: {build: {context: ./root, tags: [t]}}
            """)
        let build = try sample.build()
        #expect(build?.context == "root")
        #expect(build?.args.dictionary == ["A": "1", "B": "2"])
        #expect(build?.tags.texts == ["t"])
    }

    @Test func `paths of another file are relative to it`() throws {
        let sample = Sample(
            "services: {web: {extends: {file: a/o.yaml, service: x}, build: {args: [E]}}}\n",
            [
                "a/o.yaml": "services: {x: {extends: {file: b/p.yaml, service: y}, env_file: e.env}}\n",
                "a/b/p.yaml": "services: {y: {build: {context: ./y, additional_contexts: {z: ../z}}}}\n",
                "a/e.env": "E=file\n",
            ])
        let build = try sample.build()
        #expect(build?.context == "a/b/y")
        #expect(build?.additionalContexts.dictionary == ["z": "a/z"])
        #expect(build?.args.dictionary == ["E": "file"])
    }

    @Test func `services of one name in two files are two services`() throws {
        let sample = Sample(
            "services: {web: {extends: {file: o.yaml, service: base}}, base: {build: .}}\n",
            ["o.yaml": "services: {base: {extends: web, build: {target: t}}, web: {build: ./b}}\n"])
        #expect(try sample.build()?.context == "b")
    }

    @Test func `what is reset does not come from the base`() throws {
        let sample = Sample(
            """
            services:
              a: {extends: b, build: {target: !reset null, args: !override {C: 1}}}
              b: {build: {target: x, args: {A: 1}}}
            """)
        #expect(try sample.build(of: "a")?.target == nil)
        #expect(try sample.build(of: "a")?.args.dictionary == ["C": "1"])
    }

    @Test(arguments: [
        (
            "services: {a: {extends: b}, b: {extends: a}}\n",
            "compose.yaml:1:25: services extend each other in a circle: a → b → a"
        ),
        (
            "services: {web: {extends: bsae}, base: {build: .}}\n",
            "compose.yaml:1:27: there is no service \"bsae\" to extend in compose.yaml [did you mean \"base\"?]"
        ),
        (
            "services: {web: {extends: {file: no.yaml, service: x}}}\n",
            "compose.yaml:1:34: file to extend from no.yaml does not exist"
        ),
        (
            "services: {web: {extends: {file: o.yaml}}}\n",
            "compose.yaml:1:27: service \"web\" does not say which service it extends"
        ),
    ])
    func `what cannot be extended`(file: String, complaint: String) {
        #expect(Sample(file, ["o.yaml": "services: {x: {build: .}}\n"]).complaints == [complaint])
    }

    @Test func `long rows end in an error`() {
        let services = (0..<5000).map { "  s\($0): {extends: s\($0 + 1)}\n" }
        let sample = Sample("services:\n" + services.joined() + "  s5000: {build: .}\n")
        #expect(sample.complaints.first?.hasSuffix("more than 100 services extend each other in a row") == true)
    }

    @Test func `long rows in the order of the file do not`() throws {
        let services = (0..<5000).reversed().map { "  s\($0): {extends: s\($0 + 1)}\n" }
        let sample = Sample("services:\n  s5000: {build: ./x}\n" + services.joined())
        #expect(try sample.build(of: "s0")?.context == "x")
    }
}
