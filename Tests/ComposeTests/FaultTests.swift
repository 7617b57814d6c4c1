import Compose
import Testing
import Values

@Suite struct FaultTests {
    @Test(arguments: [
        ("contxt: x", "compose.yaml:5:7: services.web.build has no key \"contxt\" [did you mean \"context\"?]"),
        ("target: [x]", "compose.yaml:5:15: services.web.build.target must be a string"),
        ("args: {A: [1]}", "compose.yaml:5:17: services.web.build.args.A must be a boolean, null, number or string"),
        ("args: x", "compose.yaml:5:13: services.web.build.args must be a list or mapping"),
        ("no_cache: 1", "compose.yaml:5:17: services.web.build.no_cache must be a boolean or string"),
        ("tags: [a, 1]", "compose.yaml:5:17: services.web.build.tags.1 must be a string"),
        ("extra_hosts: [a=1, a=1]", "compose.yaml:5:26: \"a=1\" is twice in services.web.build.extra_hosts"),
        ("extra_hosts: [a]", "compose.yaml:5:21: \"a\" gives no address to the host [write \"host=address\"]"),
        (
            "shm_size: 5x",
            "compose.yaml:5:17: services.web.build.shm_size must be a size, not \"5x\" [such as 128m or 1gb]"
        ),
        ("ssh: [x]", "compose.yaml:5:13: \"x\" is no ssh key [write \"default\", or a name and a path: \"id=path\"]"),
        (
            "additional_contexts: [a]",
            "compose.yaml:5:29: \"a\" in services.web.build.additional_contexts is not of the form name=value"
        ),
        (
            "additional_contexts: {a: \"service:wbe\"}",
            "compose.yaml:5:32: there is no service \"wbe\" to be a context [did you mean \"web\"?]"
        ),
        (
            "secrets: [tokn]",
            "compose.yaml:5:17: there is no secret \"tokn\" [did you mean \"token\"?]"
        ),
        (
            "ulimits: {nofile: {soft: 1}}",
            "compose.yaml:5:25: services.web.build.ulimits.nofile must have the key \"hard\""
        ),
        ("x-bake: [x]", "compose.yaml:5:15: services.web.build.x-bake must be a mapping"),
        ("x-bake: {pull: 1}", "compose.yaml:5:22: services.web.build.x-bake.pull must be a boolean"),
        (
            "x-bake: {contexts: {a: [x]}}",
            "compose.yaml:5:30: services.web.build.x-bake.contexts.a must be a string"
        ),
        ("pull: maybe", "compose.yaml:5:13: services.web.build.pull must be true or false, not \"maybe\""),
        ("no_cache: maybe", "compose.yaml:5:17: services.web.build.no_cache must be true or false, not \"maybe\""),
        ("args: {1: x}", "compose.yaml:5:14: keys must be strings [put the key in quotes]"),
    ])
    func `what is wrong with a build is shown where it is`(line: String, complaint: String) {
        #expect(Sample(build: line, top: "secrets: {token: {environment: T}}\n").complaints == [complaint])
    }

    @Test(arguments: [
        ("# nothing\n", "the compose file has neither services nor secrets"),
        ("- a\n", "a compose file must be a mapping"),
        ("services:\n", "services must be a mapping"), ("services: {web: x}\n", "services.web must be a mapping"),
        ("services: {web: }\n", "service \"web\" has neither an image nor a build"),
        ("services: {\"we b\": {image: x}}\n", "\"we b\" is not a name for anything in services"),
        ("services: {web: {build: [x]}}\n", "services.web.build must be a mapping or string"),
        ("services: {web: {image: 5}}\n", "services.web.image must be a string"),
        ("services: {web: {image: x, ports: 5}}\n", "services.web.ports must be a list"),
        ("secrets: {a: {}}\nservices: {}\n", "secret \"a\" must have a file or an environment variable"),
        ("services: {web: {image: x, env_file: no.env}}\n", "env file no.env does not exist"),
        (
            "services: {web: {build: {dockerfile: a, dockerfile_inline: b}}}\n",
            "service \"web\" has both a dockerfile and a dockerfile_inline"
        ),
        (
            "services: {a: {image: x}, b: {build: {additional_contexts: {c: 'service:a'}}}}\n",
            "service \"a\" is not built and cannot be a context"
        ),
        (
            "secrets: {s: {external: true}}\nservices: {a: {build: {secrets: [s]}}}\n",
            "secret \"s\" is external and cannot be had while building"
        ),
    ])
    func `what is wrong with a file`(file: String, complaint: String) {
        let complaints = Sample(file).complaints
        #expect(complaints.count == 1)
        #expect(complaints.first?.contains(complaint) == true)
    }

    @Test func `several faults are told of at once`() {
        let sample = Sample(
            "services:\n  a: {build: {foo: 1, target: 5}}\n  b: {image: 5}\nsecrets: {s: {fil: x}}\n")
        #expect(sample.complaints.count == 4)
    }

    @Test(arguments: [
        "x-any: [1]\nfoo: {bar: baz}\nversion: 3.8\n", "networks: 5\nvolumes: {a: }\n",
    ])
    func `what has nothing to do with building passes`(top: String) {
        let sample = Sample(
            "services: {web: {build: ., foo: bar, depends_on: [nobody], networks: [none], command: [1]}}\n" + top)
        #expect(sample.complaints.isEmpty)
    }

    @Test func `alone, a file may lack what another brings`() throws {
        let sample = Sample(build: "secrets: [s]")
        let file = SourceFile(name: "compose.yaml", text: sample.files["compose.yaml"] ?? "")
        #expect(ComposeProject.faults(in: file, environment: [:], surroundings: sample).isEmpty)
        #expect(sample.complaints.count == 1)
        let hcl = SourceFile(name: "bake", text: "target \"x\" {\n  context = \".\"\n}\n")
        #expect(!ComposeProject.faults(in: hcl, environment: [:], surroundings: sample).isEmpty)
    }
}
