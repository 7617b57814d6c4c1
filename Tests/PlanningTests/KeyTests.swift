import BakeLanguage
import Planning
import Testing
import Values

/// What counts for a key and what does not, case by case; docs/cache-keys.md.
@Suite struct KeyTests {
    /// A Dockerfile, another one, and whether the image is made from the same.
    @Test(arguments: [
        ("FROM base\nRUN a  b", "FROM base\nrun a  b", true),
        ("FROM base\nRUN a", "# note\nFROM base AS x\n\nRUN \\\n  # note\n  a", true),
        ("FROM base\nRUN a", "FROM base\nRUN [\"/bin/sh\", \"-c\", \"a\"]", true),
        ("FROM base\nRUN a", "FROM base\nRUN [\"/bin/bash\", \"-c\", \"a\"]", false),
        ("FROM base\nENV D=/x\nCOPY f $D", "FROM base\nENV D=/x\nCOPY f ${D}", true),
        ("FROM base\nARG A=1\nRUN x", "FROM base\nARG A=2\nRUN x", false),
        ("FROM base\nARG A=1\nCOPY f /", "FROM base\nARG A=2\nCOPY f /", true),
        (
            "FROM base\nRUN --mount=type=cache,target=/c,id=a x", "FROM base\nRUN --mount=type=cache,target=/c,id=b x",
            true
        ),
        ("FROM base\nRUN --mount=type=cache,target=/c x", "FROM base\nRUN --mount=type=cache,target=/d x", false),
        ("FROM base\nRUN --mount=type=secret,id=a x", "FROM base\nRUN --mount=type=secret,id=b x", false),
        ("FROM base\nRUN --network=none x", "FROM base\nRUN x", false),
        ("FROM base\nUSER 1\nRUN x", "FROM base\nUSER 2\nRUN x", false),
        ("FROM base\nWORKDIR /a\nRUN x", "FROM base\nWORKDIR /b\nRUN x", false),
        ("FROM base\nCOPY d/f /x", "FROM base\nCOPY e/f /x", true),
        ("FROM base\nCOPY f /x/", "FROM base\nCOPY g /x/", false),
        ("FROM base\nCOPY --chown=1 f /x", "FROM base\nCOPY f /x", false),
        ("FROM base\nCOPY --chmod=600 f /x", "FROM base\nCOPY --chmod=644 f /x", false),
        ("FROM base\nCOPY f /x", "FROM base\nCOPY f /x/", false),
        ("FROM base\nCOPY f d/f /x/", "FROM base\nCOPY d/f f /x/", true),
        ("FROM base\nCOPY f g /x/", "FROM base\nCOPY g f /x/", false),
        ("FROM base\nCOPY <<a /x\n1\na", "FROM base\nCOPY <<a /x\n2\na", false),
        ("FROM base\nCMD a", "FROM base\nCMD b", false),
        ("FROM base\nLABEL a=1", "FROM base\nLABEL a=2", false),
        (
            "FROM base\nRUN --mount=type=tmpfs,target=/t,size=5 x",
            "FROM base\nRUN --mount='type=tmpfs,\"target=/t,size=5\"' x", false
        ),
        (
            "FROM base\nRUN --mount=type=tmpfs,target=/t x", "FROM base\nRUN --mount=type=tmpfs,target=/t,size=5 x",
            false
        ),
        ("FROM base\nRUN --mount=type=secret,id=a x", "FROM base\nRUN --mount=type=secret,id=a,mode=0444 x", false),
        ("FROM base\nRUN --mount=type=secret,id=a x", "FROM base\nRUN --mount=type=secret,id=a,env=A x", false),
        ("FROM base\nRUN --mount=type=secret,id=a x", "FROM base\nRUN --mount=type=secret,id=a,required x", true),
        ("FROM base\nRUN --mount=target=/m x", "FROM base\nRUN --mount=target=/m,rw x", false),
        ("FROM base\nRUN --mount=target=/m,source=d x", "FROM base\nRUN --mount=target=/m,source=f x", false),
        (
            "FROM base\nRUN --mount=target=/a,source=d --mount=target=/b,source=e x",
            "FROM base\nRUN --mount=target=/b,source=e --mount=target=/a,source=d x", true
        ),
        (
            "FROM base\nRUN --mount=type=cache,target=/c x",
            "FROM base\nRUN --mount=type=cache,target=/c,sharing=locked x", false
        ),
        ("FROM base\nRUN --security=insecure x", "FROM base\nRUN x", false),
        ("FROM base\nRUN <<e\n#!/bin/a\n1\ne", "FROM base\nRUN <<e\n#!/bin/a\n2\ne", false),
        ("FROM base\nCOPY --parents d/f /x/", "FROM base\nCOPY d/f /x/", false),
        ("FROM base\nCOPY --exclude=f d /x/", "FROM base\nCOPY d /x/", false),
        ("FROM base\nCOPY --exclude=absent d /x/", "FROM base\nCOPY d /x/", true),
        ("FROM base\nCOPY --link f /x", "FROM base\nCOPY f /x", false),
        ("FROM base\nADD f /x", "FROM base\nCOPY f /x", false),
        ("FROM base\nADD --unpack=true f /x", "FROM base\nADD f /x", false),
        (
            "FROM base AS a\nRUN x\nFROM base\nCOPY --from=a /x /",
            "FROM base AS a\nRUN y\nFROM base\nCOPY --from=a /x /", false
        ),
        ("FROM base AS a\nFROM base\nCOPY --from=a /x /", "FROM base AS a\nFROM base\nCOPY --from=a /y /", false),
        ("FROM base", "FROM base AS x\nFROM x", true),
        ("FROM base", "FROM other", false),
    ])
    func `of two Dockerfiles`(one: String, other: String, isSame: Bool) throws {
        let files = ["f": "f", "g": "f", "d/f": "f", "e/f": "f"]
        let bench = try Workbench(one, files: files)
        let key = try bench.plan().targets[0].key
        try bench.write(other, to: "Dockerfile")
        #expect((try bench.plan().targets[0].key == key) == isSame)
    }

    /// Something said from outside, and whether the image is made from the same all the same.
    struct Request: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let isSame: Bool
        let change: @Sendable (inout Target) -> Void

        init(_ name: String, isSame: Bool, _ change: @escaping @Sendable (inout Target) -> Void) {
            testDescription = name
            self.isSame = isSame
            self.change = change
        }
    }

    @Test(arguments: [
        Request("label", isSame: true) { $0.labels["revision"] = "1" },
        Request("annotation", isSame: true) { $0.annotations = ["a=b"] },
        Request("tag", isSame: true) { $0.tags = ["x"] },
        Request("proxy", isSame: true) { $0.arguments["HTTP_PROXY"] = "http://p" },
        Request("epoch", isSame: true) { $0.arguments["SOURCE_DATE_EPOCH"] = "1" },
        Request("unknown argument", isSame: true) { $0.arguments["UNUSED"] = "1" },
        Request("name", isSame: true) { $0.name = "other" },
        Request("no-cache", isSame: true) { $0.noCache = true },
        Request("argument", isSame: false) { $0.arguments["A"] = "2" },
        Request("host name", isSame: false) { $0.arguments["BUILDKIT_SANDBOX_HOSTNAME"] = "h" },
        Request("extra host", isSame: false) { $0.extraHosts = ["h": "1.2.3.4"] },
        Request("network", isSame: false) { $0.network = "none" },
        Request("shared memory", isSame: false) { $0.shmSize = "1g" },
        Request("limit", isSame: false) { $0.ulimits = ["nofile=1"] },
        Request("platform", isSame: false) { $0.platforms = ["linux/arm64"] },
    ])
    func `of two requests`(request: Request) throws {
        let bench = try Workbench("FROM base\nARG A=1\nRUN x")
        let key = try bench.plan().targets[0].key
        request.change(&bench.target)
        #expect((try bench.plan().targets[0].key == key) == request.isSame)
    }
}
