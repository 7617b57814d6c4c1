import Compose
import Testing
import Values

@Suite struct BuildTests {
    @Test func `everything that can be said about a build`() throws {
        let sample = Sample(
            build: """
                dockerfile: ../D
                args: {A: 1, B: , C: }
                labels: [a=1, b]
                tags: [t]
                cache_from: [c]
                cache_to: [type=inline]
                additional_contexts: {s: "service:web", i: "docker-image://x", g: git@h:x/y, d: ./d/../e, h: ~/h}
                network: host
                target: t
                platforms: [linux/arm64]
                ssh: {z: ./sock, default: }
                secrets: [s, {source: f, mode: 0440}]
                shm_size: 64m
                ulimits: {nproc: 5, nofile: {soft: 1, hard: 2}}
                extra_hosts: ["h:[::1]"]
                no_cache: ${YES:-yes}
                pull: true
                sbom: true
                provenance: mode=max
                """,
            top: "secrets: {s: {environment: S}, f: {file: ./f}}\n", environment: ["B": "outside"])
        let build = try #require(try sample.build())
        #expect(build.context == ".")
        #expect(build.dockerfile == "../D")
        #expect(build.args.dictionary == ["A": "1", "B": "outside"])
        #expect(build.labels.dictionary == ["a": "1", "b": ""])
        #expect(
            [build.tags, build.cacheFrom, build.cacheTo, build.platforms].map(\.texts) == [
                ["t"], ["c"], ["type=inline"], ["linux/arm64"],
            ])
        #expect(
            build.additionalContexts.dictionary == [
                "s": "service:web", "i": "docker-image://x", "g": "git@h:x/y", "d": "e", "h": "/home/me/h",
            ])
        #expect([build.network, build.target, build.sbom, build.provenance] == ["host", "t", "true", "mode=max"])
        #expect(build.ssh.map(\.id) == ["default", "z"])
        #expect(build.ssh.map(\.path) == [nil, "sock"])
        #expect(build.secrets.texts == ["s", "f"])
        #expect(build.shmSize == 64 << 20)
        #expect(build.ulimits.map { "\($0.name) \($0.soft) \($0.hard)" } == ["nproc 5 5", "nofile 1 2"])
        #expect(build.extraHosts.dictionary == ["h": "::1"])
        #expect(build.noCache && build.pull)
        #expect(try sample.project().secrets.map(\.file) == [nil, "f"])
        #expect(build.ranges["target"]?.description == "compose.yaml:13:15")
    }

    @Test(
        arguments: [
            ("100", 100), ("\"100\"", 100), ("1gb", 1 << 30), ("1.5g", 3 << 29), ("5 MiB", 5 << 20), ("\"-1\"", nil),
            ("2kib", 2048), ("3b", 3), ("1t", 1 << 40),
        ] as [(String, Int64?)])
    func `amounts of shared memory`(text: String, bytes: Int64?) throws {
        #expect(try Sample(build: "shm_size: \(text)").build()?.shmSize == bytes)
    }

    @Test(
        arguments: [
            // x-bake, tags
            ("{tags: [a, b]}", ["a", "b"]), ("{tags: a  b}", ["a", "b"]),
            ("{tags: [1, 1.50, true, ~]}", ["1", "1.5", "true"]),
            ("{tags: }", nil), ("{}", nil), ("{unknown: [[]]}", nil),
        ] as [(String, [String]?)])
    func `bake's own extension`(text: String, tags: [String]?) throws {
        let bake = try #require(try Sample(build: "x-bake: \(text)").build()?.xBake)
        #expect(bake.tags?.texts == tags)
    }

    @Test func `choices and contexts of bake's own extension`() throws {
        let sample = Sample(build: "x-bake: {pull: false, no-cache: yes, contexts: {a: ./b/, c: }, output: [x]}")
        let bake = try #require(try sample.build()?.xBake)
        #expect(bake.pull == false)
        #expect(bake.noCache == true)
        #expect(bake.contexts.dictionary == ["a": "./b/", "c": ""])
        #expect(bake.outputs?.texts == ["x"])
        #expect(try Sample(build: "x-bake:").build()?.xBake == nil)
    }

    @Test(arguments: [
        ("environment: {A: service}", "service"), ("environment: [A=service]", "service"), ("env_file: a.env", "file"),
        ("env_file: [a.env, {path: b.env}, {path: no.env, required: false}]", "second"),
        ("env_file: a.env\n    environment: {A: service}", "service"),
        ("env_file: a.env\n    environment: [A]", "outside"),
        ("image: x", "outside"),
    ])
    func `an argument without a value takes one that is around`(line: String, value: String) throws {
        let sample = Sample(
            "services:\n  web:\n    build: {args: [A, NONE]}\n    \(line)\n",
            ["a.env": "A=file\n", "b.env": "A=second\n"], environment: ["A": "outside"])
        #expect(try sample.build()?.args.dictionary == ["A": value])
    }

    @Test(arguments: [
        ("", [:], "bake"), ("", ["COMPOSE_PROJECT_NAME": "mine"], "mine"),
        ("name: n\n", ["COMPOSE_PROJECT_NAME": "mine"], "n"),
        ("name: ${X:-x}\n", [:], "x"), ("name: 5\n", [:], "5"),
    ])
    func `the project has a name`(line: String, environment: [String: String], name: String) throws {
        let sample = Sample(build: "args: [COMPOSE_PROJECT_NAME]", top: line, environment: environment)
        #expect(try sample.build()?.args.dictionary == ["COMPOSE_PROJECT_NAME": name])
    }

    @Test func `services keep their order, and those that are not built are there`() throws {
        let project = try Sample("services: {b: {build: .}, a: {image: x}, c.d: {build: .}}\n").project()
        #expect(project.services.map(\.name) == ["b", "a", "c.d"])
        #expect(project.services.map { $0.build == nil } == [false, true, false])
        #expect(project.services.first?.range?.description == "compose.yaml:1:12")
    }
}
