import Foundation
import Host
import TestSupport
import Testing

/// Builds of an ordinary user, beside those of root.
@Suite(
    .enabled(
        if: getuid() == 0 && Tmpfs.isPossible && HearthFixture.has("setpriv") && HearthFixture.has("newuidmap")
            && Busybox.archive != nil && (HearthFixture.has("crun") || HearthFixture.has("runc")),
        "root, leave to mount, setpriv, newuidmap, a static busybox and an OCI runtime are needed"))
struct RootlessBuildTests {
    private let hearth: HearthFixture

    init() throws {
        hearth = try HearthFixture()
        // The programs of other users have to get in.
        chmod(hearth.folder.description, 0o755)
        try hearth.file("busybox.tar", try #require(Busybox.archive))
        for name in ["ctx", "users"] {
            let url = (hearth.folder / name).url
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        }
        chown((hearth.folder / "users").description, 65534, 65534)
        try hearth.file("ctx/file", Array("file\n".utf8))
        try hearth.file("users/secret", Array("quiet\n".utf8))
        #expect(try hearth("load", "busybox.tar").code == 0)
    }

    private enum IDs: String {
        case many = "65534:200000:65536"
        case none = "root:1:1"
    }

    /// Runs a line of `sh` as somebody who has other ids to give away than the machine says, and a home of their own.
    private func asUser(_ ids: IDs = .many, _ line: String) throws -> HearthRun {
        try hearth.file("ids", Array("\(ids.rawValue)\n".utf8))
        try hearth.file("line", Array(line.utf8))
        let folder = hearth.folder
        return try hearth.shell(
            """
            exec unshare -m sh -c 'mount --bind ids /etc/subuid && mount --bind ids /etc/subgid && cd users &&
              exec setpriv --reuid 65534 --regid 65534 --clear-groups \
                env HOME=\(folder)/users HEARTH_HOME=\(folder)/users/home PATH=\(HearthFixture.program.parent):$PATH \
                sh \(folder)/line'
            """)
    }

    private func dockerfile(_ text: String) throws { try hearth.file("ctx/Dockerfile", Array(text.utf8)) }

    /// What is in an archive of a root file system: all but the times.
    private func content(_ archive: String) throws -> [String] {
        try hearth.shell("tar --numeric-owner -tvf \(archive)").lines.map { line in
            let fields = line.split(separator: " ", omittingEmptySubsequences: true)
            return ([fields[0], fields[1], fields[2]] + fields.dropFirst(5)).joined(separator: " ")
        }
    }

    private static let everything = """
        FROM busybox
        RUN echo hi > /a && chown 1000:50 /a && chmod 6755 /a && mkdir -p /d/e && chown -R bob:staff /d && chmod 700 /d
        COPY --chown=bob:staff --chmod=640 file /f
        USER bob
        RUN id > /home-of; id > /tmp/id
        WORKDIR /w/x
        RUN --mount=type=cache,target=/c,uid=1000 touch /c/x && ls /c > /tmp/cache
        USER root
        RUN --mount=type=secret,id=s cat /run/secrets/s > /secret-length && ln -s a /link && chown 65000:65000 /secret-length
        RUN rm -rf /d/e && rm /etc/group
        ENV A=b
        CMD ["cat", "/a"]
        """.replacingOccurrences(of: "id > /home-of; ", with: "").replacingOccurrences(
            of: "FROM busybox\n", with: "FROM busybox\nRUN mkdir -m 1777 /tmp\n")

    @Test func `an ordinary user gets the image that root gets`() throws {
        try dockerfile(Self.everything)
        let options = "--secret id=s,src=users/secret -t app --build-arg SOURCE_DATE_EPOCH=1700000000"
        let root = try hearth.shell("hearth build \(options) -o type=tar,dest=root.tar ctx")
        #expect(root.code == 0, "\(root.errors)")
        let line = """
            hearth load ../busybox.tar && cd .. && hearth build \(options) -o type=tar,dest=users/user.tar ctx &&
              hearth save app -o users/app.tar && hearth images && hearth cache verify && hearth inspect app --format json
            """
        let user = try asUser(.many, line)
        #expect(user.code == 0, "\(user.errors)")
        #expect(!user.errors.contains("warning:"), "\(user.errors)")
        let content = try content("root.tar")
        #expect(content.contains("-rwsr-sr-x 1000/50 3 a"))
        #expect(content.contains("drwxr-xr-x 1000/1001 0 w/x/"))
        #expect(try self.content("users/user.tar") == content)
        func configuration(_ line: String) throws -> String {
            let text = try hearth.shell("\(line) | grep -v -i -e digest -e sha256 -e size").output
            return String(text[(text.firstIndex(of: "{") ?? text.startIndex)...])
        }
        try hearth.file("user.json", Array(user.output.utf8))
        #expect(try configuration("cat user.json") == configuration("hearth inspect app --format json"))
    }

    @Test func `what belongs to others is removed, measured and never complained of`() throws {
        try dockerfile(Self.everything)
        let build = "hearth build --secret id=s,src=users/secret -t app ctx"
        #expect(try asUser(.many, "hearth load ../busybox.tar && cd .. && \(build)").code == 0)
        let measured = try asUser(.many, "hearth cache du --format json")
        #expect((measured.code, measured.errors) == (0, ""))
        // Left by a boot of the machine that is over, and by a build that was killed.
        let tmp = "\(hearth.folder)/users/home/tmp/0123456789abcdef"
        let left = try hearth.shell(
            "cd users/home; mkdir -p \(tmp)/d && touch \(tmp)/d/f && chown -R 200001:200001 \(tmp)")
        #expect(left.code == 0)
        for line in ["hearth images", "hearth cache ls"] {
            let run = try asUser(.many, line)
            #expect((run.code, run.errors) == (0, ""), "\(line)")
        }
        let pruned = try asUser(.many, "hearth untag app && hearth cache prune --mounts")
        #expect((pruned.code, pruned.errors) == (0, ""))
        #expect(try hearth.shell("find users/home/layers users/home/tmp users/home/mounts -uid +199999").output == "")
        #expect(try hearth.shell("ls users/home/layers users/home/tmp | grep -v -e ^users -e '^$'").output == "")
    }

    @Test func `a build clears away what a killed one left to others`() throws {
        try dockerfile("FROM busybox\nRUN touch /a\n")
        #expect(try asUser(.many, "hearth load ../busybox.tar").code == 0)
        let tmp = "users/home/tmp/0123456789abcdef"
        #expect(
            try hearth.shell(
                "mkdir -p \(tmp)/d users/home/layers && chown 65534 users/home/layers && touch \(tmp)/d/f && chown -R 200001:200001 \(tmp)"
            ).code
                == 0)
        let run = try asUser(.many, "cd .. && hearth build ctx")
        #expect(run.code == 0, "\(run.errors)")
        #expect(try hearth.shell("ls users/home/tmp | grep 0123456789abcdef").output == "")
    }

    @Test func `without ids of others there is a warning, and root alone`() throws {
        try dockerfile("FROM busybox\nRUN echo hi > /a\nCOPY --chown=bob file /f\n")
        let load = "hearth load ../busybox.tar && cd .. &&"
        let plain = try asUser(.none, "\(load) hearth build -o type=tar,dest=users/one.tar ctx")
        #expect(plain.code == 0, "\(plain.errors)")
        #expect(plain.errors.contains("warning: nobody has no ids in /etc/subuid and /etc/subgid"))
        // What is copied is not touched by that.
        #expect(try content("users/one.tar").contains("-rw-r--r-- 1000/1001 5 f"))
        try dockerfile("FROM busybox\nUSER bob\nRUN id\n")
        let other = try asUser(.none, "cd .. && hearth build ctx")
        #expect(other.code == 1)
        #expect(other.errors.contains("sudo usermod --add-subuids"), "\(other.errors)")
    }

    @Test func `a device cannot be made, and nothing else comes of it`() throws {
        try dockerfile("FROM busybox\nRUN mknod /dev/sda b 8 0\n")
        let run = try asUser(.many, "hearth load ../busybox.tar && cd .. && hearth build ctx")
        #expect(run.code == 1)
        #expect(run.errors.contains("Operation not permitted"), "\(run.errors)")
    }

    @Test func `a hundred layers lie over each other`() throws {
        let lines = (0..<100).map { "COPY file /f\($0)" }.joined(separator: "\n")
        try dockerfile("FROM busybox\n\(lines)\nRUN cat /f0 /f99 > /all && ls / | wc -l\n")
        let run = try asUser(.many, "hearth load ../busybox.tar && cd .. && hearth build --progress plain ctx")
        #expect(run.code == 0, "\(run.errors)")
    }
}
