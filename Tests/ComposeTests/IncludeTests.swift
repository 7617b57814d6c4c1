import Compose
import Testing

@Suite struct IncludeTests {
    private let web = "services: {web: {build: ./web}}\n"
    private let api = "services: {api: {build: {context: ./api, args: {V: $V}}}}\n"

    @Test(arguments: [
        ("[sub/c.yaml]", "sub/api"), ("[{path: sub/c.yaml}]", "sub/api"), ("[./x/../sub/c.yaml]", "sub/api"),
        ("[{path: sub/c.yaml, project_directory: there}]", "there/api"),
        ("[{path: sub/c.yaml, project_directory: .}]", "api"),
        // A directory that is not there counts as a file.
        ("[{path: sub/c.yaml, project_directory: a/gone}]", "a/api"),
        ("[{path: [sub/c.yaml, other/o.yaml]}]", "sub/better"),
    ])
    func `paths of an included file are relative to its project`(include: String, context: String) throws {
        var sample = Sample(
            "include: \(include)\n" + web,
            ["sub/c.yaml": api, "other/o.yaml": "services: {api: {build: ./better}}\n"])
        sample.directories = ["there", "."]
        #expect(try sample.build(of: "api")?.context == context)
        #expect(try sample.build()?.context == "web")
    }

    @Test func `included files include others from where they are`() throws {
        let sample = Sample(
            "include: [a/c.yaml]\n",
            ["a/c.yaml": "include: [b/d.yaml]\n", "a/b/d.yaml": "services: {d: {build: ./d}}\n"])
        #expect(try sample.build(of: "d")?.context == "a/b/d")
    }

    @Test(arguments: [
        ("[sub/c.yaml]", "of .env"), ("[{path: sub/c.yaml, env_file: e.env}]", "of e.env"),
        ("[{path: sub/c.yaml, env_file: [e.env, f.env]}]", "of f.env"),
        ("[{path: sub/c.yaml, env_file: /dev/null}]", ""),
    ])
    func `variables of an included file`(include: String, value: String) throws {
        var sample = Sample(
            "include: \(include)\n",
            ["sub/c.yaml": api, "sub/.env": "V=of .env\n", "e.env": "V=of e.env\n", "f.env": "V=of f.env\n"])
        #expect(try sample.build(of: "api")?.args.dictionary == ["V": value])
        sample.environment = ["V": "outside"]
        #expect(try sample.build(of: "api")?.args.dictionary == ["V": "outside"])
    }

    @Test func `services and secrets of the including file lie over those it includes`() throws {
        let sample = Sample(
            "include: [c.yaml]\nservices: {api: {build: {target: t, args: !reset {}, secrets: [s]}}}\n",
            ["c.yaml": api + "secrets: {s: {environment: S}}\n"])
        let build = try sample.build(of: "api")
        #expect(build?.context == "api")
        #expect(build?.target == "t")
        #expect(build?.args.isEmpty == true)
        #expect(try sample.project().secrets.map(\.environment) == ["S"])
    }

    @Test(arguments: [
        ("include: [compose.yaml]\n", "files include each other in a circle: compose.yaml → compose.yaml"),
        ("include: [back.yaml]\n", "files include each other in a circle: compose.yaml → back.yaml → compose.yaml"),
        ("include: [no.yaml]\n", "included file no.yaml does not exist"), ("include: x\n", "include must be a list"),
        ("include: [{path: sub/c.yaml, env_file: no.env}]\n", "env file no.env does not exist"),
        ("include: [sub]\n", "sub cannot be read: is a directory"),
    ])
    func `what cannot be included`(file: String, complaint: String) {
        let sample = Sample(file, ["back.yaml": "include: [./compose.yaml]\n", "sub/c.yaml": api])
        #expect(sample.complaints.count == 1)
        #expect(sample.complaints.first?.hasSuffix(complaint) == true)
    }
}
