import Foundation
import Host
import TestSupport
import Testing

/// What goes between us and a Docker daemon of our own, whose files are all in the fixture's folder.
@Suite(
    .enabled(
        if: HearthFixture.has("dockerd") && getuid() == 0 && SampleImage.runnable != nil,
        "dockerd, root and a static busybox are needed")) struct DockerTests
{
    /// Runs a line with a daemon beside it; nil where none starts, as in a container without rights.
    private func withDaemon(_ hearth: HearthFixture, _ line: String) throws -> HearthRun? {
        // The path of a socket is short.
        let place = try TemporaryDirectory(in: "/tmp")
        let script = """
            dockerd --data-root \(place.path)/data --exec-root \(place.path)/exec --pidfile \(place.path)/pid \
              -H unix://\(place.path)/s --iptables=false --ip6tables=false --bridge=none --storage-driver=vfs \
              > daemon.log 2>&1 &
            daemon=$!
            export DOCKER_HOST=unix://\(place.path)/s
            tries=0
            until docker version > /dev/null 2>&1; do
              tries=$((tries + 1))
              if [ $tries -gt 100 ] || ! kill -0 $daemon 2> /dev/null; then kill $daemon; exit 77; fi
              sleep 0.1
            done
            \(line)
            code=$?
            kill $daemon
            wait $daemon
            exit $code
            """
        let run = try hearth.run(
            "/bin/sh", ["-c", script],
            environment: ["PATH": "\(HearthFixture.program.parent):/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"])
        return run.code == 77 ? nil : run
    }

    @Test func `docker loads what we save, runs it, and saves what we load`() throws {
        let hearth = try HearthFixture()
        try hearth.file("app.tar", try #require(SampleImage.runnable).archive)
        #expect(try hearth("load", "app.tar").code == 0)
        let line = """
            hearth save app:run | docker load && docker run --rm --network none app:run && docker tag app:run back:1 &&
              docker save back:1 | hearth load - && hearth inspect back:1
            """
        guard let run = try withDaemon(hearth, line) else {
            print("skipped: no Docker daemon starts here")
            return
        }
        #expect(run.code == 0, "\(run.errors)")
        #expect(run.lines.contains("Loaded image: app:run"))
        #expect(run.lines.contains("hello from inside"))
        #expect(run.lines.contains("Name:      docker.io/library/back:1"))
        #expect(run.lines.contains("Label:     a=b"))
    }

    @Test func `docker loads the file of a base image`() throws {
        let hearth = try HearthFixture()
        try hearth.file("base.tar", try #require(Busybox.archive))
        try hearth.file("Dockerfile", Array("FROM busybox\nRUN echo carried > /a\nCMD [\"cat\", \"/a\"]\n".utf8))
        try hearth.file("bake.json", Array(#"{"target": {"lower": {"tags": ["lower:1"]}}}"#.utf8))
        #expect(try hearth("load", "base.tar").code == 0)
        let line = """
            hearth restore lower --from lower.tar.zst --or-build --progress=quiet && zstd -dc lower.tar.zst | docker load &&
              docker run --rm --network none lower:1
            """
        guard let run = try withDaemon(hearth, line) else {
            print("skipped: no Docker daemon starts here")
            return
        }
        #expect(run.code == 0, "\(run.errors)")
        #expect(run.lines == ["lower built", "Loaded image: lower:1", "carried"], "\(run.output)")
    }

    @Test func `docker loads and runs what we build`() throws {
        let hearth = try HearthFixture()
        try hearth.file("base.tar", try #require(Busybox.archive))
        try hearth.file("Dockerfile", Array("FROM busybox\nRUN echo built > /a\nCMD [\"cat\", \"/a\"]\n".utf8))
        #expect(try hearth("load", "base.tar").code == 0)
        let line = """
            hearth build -t app:built -o type=docker,dest=- . | docker load && docker run --rm --network none app:built &&
              hearth build -t app:loaded --load . && docker run --rm --network none app:loaded
            """
        guard let run = try withDaemon(hearth, line) else {
            print("skipped: no Docker daemon starts here")
            return
        }
        #expect(run.code == 0, "\(run.errors)")
        #expect(run.lines.filter { $0 == "built" }.count == 2, "\(run.output)")
    }

    @Test func `docker is sent only the layers that it does not have`() throws {
        let hearth = try HearthFixture()
        try hearth.file("large", (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 7) })
        try hearth.file("small", [65])
        try hearth.file("Dockerfile", Array("FROM scratch\nCOPY large /\nCOPY small /\n".utf8))
        let line = """
            hearth build -q -t app:1 . && hearth load --into docker app:1 && echo B > small &&
              hearth build --progress plain -t app:2 --load . && hearth load --into docker app:2 app:1 &&
              docker image inspect -f '{{.Id}} {{json .RootFS.Layers}}' app:1 app:2 && docker save app:2 | hearth load -
            """
        guard let run = try withDaemon(hearth, line) else {
            print("skipped: no Docker daemon starts here")
            return
        }
        #expect(run.code == 0, "\(run.errors)")
        let sent = (run.output + run.errors).split(separator: "\n").filter { $0.contains("sending tarball") }
        #expect(!sent.isEmpty && sent.allSatisfy { !$0.contains("MB") }, "\(sent)")
        let loaded = run.lines.filter { $0.hasPrefix("app:") }.map { $0.split(separator: " ").last.map(String.init) }
        let shown = run.lines.filter { $0.hasPrefix("sha256:") && $0.contains("[") }
        #expect(shown.count == 2)
        for line in shown { #expect(loaded.contains(line.split(separator: " ").first.map(String.init))) }
    }

    @Test func `an engine that is not there is told, with what to do`() throws {
        let hearth = try HearthFixture()
        try hearth.file("app.tar", try #require(SampleImage.runnable).archive)
        #expect(try hearth("load", "app.tar").code == 0)
        let run = try hearth("load", "--into", "docker", "app:run", environment: ["DOCKER_HOST": "unix:///nowhere/s"])
        #expect(run.code == 1)
        #expect(run.errors.contains("no Docker engine answers at /nowhere/s: no such file or directory"))
        #expect(run.errors.contains("hint: see that a Docker engine runs"))
        #expect(try hearth("load", "--into", "docker", "other").code == 2)
        #expect(try hearth("load", "--into", "docker", "--name", "x", "app:run").code == 2)
        #expect(try hearth("load", "app.tar", "app.tar").code == 2)
        let bare = try hearth("load", "--into", "podman", "app:run", environment: ["PATH": "/nowhere"])
        #expect(bare.code == 1 && bare.errors.contains("the program podman is not installed"))
    }
}
