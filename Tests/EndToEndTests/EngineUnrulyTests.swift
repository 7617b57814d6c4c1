import Foundation
import Host
import TestSupport
import Testing

/// RUNs that do what nobody should do.
@Suite(.serialized, .enabled(if: EngineFixture.isPossible, "\(EngineFixture.reason)"))
struct EngineUnrulyTests {
    private let engine: EngineFixture

    init() throws {
        engine = try EngineFixture()
    }

    static let canLimit: Bool = {
        guard EngineFixture.isPossible, let engine = try? EngineFixture() else { return false }
        return (try? engine.build("FROM base\nRUN true\n", "--resource", "memory=64m"))?.code == 0
    }()

    @Test func `daemons end with their RUN`() throws {
        let run = try engine.build(
            "FROM base\nRUN sleep 1000 & setsid sleep 1000 & setsid sh -c 'sleep 1000 & sleep 1000' & echo >/file\n")
        #expect(run.code == 0, "\(run.errors)")
        #expect(engine.leftovers == [])
    }

    @Test func `a RUN that writes without end needs no memory for it`() throws {
        try engine.file("Dockerfile", "FROM base\nRUN yes 0123456789abcde | head -c 200000000; echo the end; exit 3\n")
        let started = try engine.hearth.start(
            "build", "-f", "Dockerfile", "--progress=plain", "context", measured: true)
        let run = try started.finish()
        #expect(run.code == 1)
        #expect(run.errors.contains("the end\n"))
        #expect(try #require(run.peakMemory) < 200_000_000)
        let logs = engine.hearth.files(below: engine.hearth.home / "logs")
        let sizes = try logs.map { try FileManager.default.attributesOfItem(atPath: $0.description)[.size] as? Int }
        #expect(sizes == [200_000_008])
    }

    @Test func `a RUN that removes all makes an empty image`() throws {
        let run = try engine.build(
            "FROM base\nRUN [\"/bin/busybox\", \"sh\", \"-c\", \"rm -rf /* 2>/dev/null; :\"]\n", "--output",
            "type=local,dest=out")
        #expect(run.code == 0, "\(run.errors)")
        #expect(engine.names(in: "out") == ["dev", "etc", "proc", "sys"])
        // What is mounted there keeps it.
        #expect(engine.names(in: "out/etc") == [])
        #expect(try engine.complaints() == nil)
        #expect(engine.exists("Dockerfile"))
        #expect(EngineFixture.exists("/dev/null") && EngineFixture.exists("/etc/passwd"))
    }

    @Test func `a RUN may take its root from others`() throws {
        let run = try engine.build(
            "FROM base\nRUN chmod 0 / && chown 5:6 / && chmod 0 /etc\nRUN echo again >/file\n", "--output",
            "type=local,dest=out")
        #expect(run.code == 0, "\(run.errors)")
        #expect(engine.text("out/file") == "again\n")
        #expect(engine.text("out/etc/passwd") != nil)
    }

    @Test func `a RUN may make a hundred thousand files`() throws {
        let run = try engine.build(
            "FROM base\nRUN mkdir /many; cd /many; seq 1 100000 | xargs touch\nRUN ls /many | wc -l\n")
        #expect(run.code == 0, "\(run.errors)")
        #expect(run.errors.contains(" 100000\n"))
    }

    @Test func `a RUN may make a file with a large hole`() throws {
        let run = try engine.build("FROM base\nRUN truncate -s 1G /sparse\nRUN stat -c %s /sparse\n")
        #expect(run.code == 0, "\(run.errors)")
        #expect(run.errors.contains(" 1073741824\n"))
    }

    @Test(.enabled(if: canLimit, "needs control groups"))
    func `a RUN that takes too much memory is told the limit`() throws {
        let run = try engine.build("FROM base\nRUN tail /dev/zero\n", "--resource", "memory=64m")
        #expect(run.code == 1)
        #expect(run.errors.contains("needed more memory than its limit of 67.1 MB"), "\(run.errors)")
        #expect(run.errors.contains("raise it with --resource memory=SIZE"), "\(run.errors)")
        #expect(engine.leftovers == [])
    }

    @Test func `names that are no text, and long ones, stay as they are`() throws {
        let name = String(repeating: "n", count: 255)
        let run = try engine.build(
            "FROM base\nRUN touch \"$(printf '/bad\\377')\" /\(name) \"$(printf '/with\\nnewline')\"\nRUN ls / | wc -l\nCOPY --from=base /etc/passwd /\(name)\n",
            "--output", "type=tar,dest=out.tar")
        #expect(run.code == 0, "\(run.errors)")
        #expect(try engine.complaints() == nil)
    }

    @Test func `a RUN may make directories a thousand deep and no deeper`() throws {
        let deep = "i=0; while [ $i -lt $N ]; do mkdir d && cd d || exit 9; i=$((i+1)); done; echo >file"
        let fine = try engine.build("FROM base\nARG N=900\nRUN \(deep)\n")
        #expect(fine.code == 0, "\(fine.errors)")
        let bad = try engine.build("FROM base\nARG N=1500\nRUN \(deep)\nRUN echo >/more\n")
        #expect([0, 1].contains(bad.code), "\(bad.errors)")
        #expect(engine.leftovers == [])
        #expect(engine.names(in: "home/tmp") == [])
        #expect(try engine.complaints() == nil)
    }
}
