import Foundation
import Host
import TestSupport
import Testing

/// `hearth login` and `hearth logout`, with a real registry.
@Suite(.enabled(if: RegistryServer.isPossible, "\(RegistryServer.reason)"))
struct LoginTests {
    private let hearth: HearthFixture
    private let registry: RegistryServer

    init() throws {
        hearth = try HearthFixture()
        registry = try RegistryServer(.init { $0.admission = .passwords(["ann": "s3cret pass"]) })
    }

    private var file: Path { hearth.folder / ".docker/config.json" }

    private var kept: String { (try? String(contentsOf: file.url, encoding: .utf8)) ?? "" }

    private func login(_ password: String, _ options: [String] = [], to place: String = "") throws -> HearthRun {
        try hearth.run(
            HearthFixture.program,
            ["login", registry.name + place, "--username", "ann", "--password-stdin"] + options,
            input: Array(password.utf8))
    }

    /// Whether a text, or it in base 64, is in any file that was left behind.
    private func isLeft(_ secret: String) -> Bool {
        hearth.files(below: hearth.folder).contains { path in
            guard let data = FileManager.default.contents(atPath: path.description) else { return false }
            return [secret, Data("ann:\(secret)".utf8).base64EncodedString()].contains {
                data.range(of: Data($0.utf8)) != nil
            }
        }
    }

    @Test func `a login that is taken is kept`() throws {
        let run = try login("s3cret pass\n")
        #expect(run.code == 0 && run.errors == "")
        #expect(run.output == "logged in to \(registry.name) as ann; kept, unencrypted, in \(file)\n")
        let entry = Data("ann:s3cret pass".utf8).base64EncodedString()
        #expect(kept == "{\n\t\"auths\": {\n\t\t\"\(registry.name)\": {\n\t\t\t\"auth\": \"\(entry)\"\n\t\t}\n\t}\n}\n")
        #expect(try LocalFileSystem().status(file)?.mode == 0o600)
    }

    @Test func `a wrong password is asked once, refused, named, and left nowhere`() throws {
        let run = try login("hunter2-wrong")
        #expect(run.code == 1 && run.output == "")
        #expect(run.errors.hasPrefix("error: wrong name or password for ann at \(registry.name)"))
        #expect(run.errors.contains("hint: some registries take access tokens"))
        #expect(!run.errors.contains("hunter2"))
        let log = try String(contentsOf: registry.errorLog.url, encoding: .utf8)
        #expect(log.components(separatedBy: "error authenticating user").count == 2)
        #expect(!isLeft("hunter2-wrong"))
        #expect(!FileManager.default.fileExists(atPath: file.description))
    }

    @Test func `a login that was kept before stays when another is refused`() throws {
        _ = try login("s3cret pass")
        let before = kept
        #expect(try login("hunter2-wrong").code == 1)
        #expect(kept == before)
    }

    @Test func `a program is answered in JSON`() throws {
        let login = try login("s3cret pass", ["--format", "json"], to: "/team").object
        #expect(login["registry"] as? String == "\(registry.name)/team")
        #expect(login["username"] as? String == "ann")
        #expect(login["file"] as? String == file.description)
        #expect(kept.contains("\"\(registry.name)/team\": {"))
        let logout = try hearth("logout", "\(registry.name)/team", "--format", "json").object
        #expect(logout["found"] as? Bool == true)
        #expect(!kept.contains("auth\""))
    }

    @Test func `logging out forgets the login`() throws {
        _ = try login("s3cret pass")
        #expect(try hearth("logout", registry.name).output == "logged out of \(registry.name)\n")
        #expect(!isLeft("s3cret pass"))
        let again = try hearth("logout", registry.name)
        #expect(again.code == 0 && again.output == "there was no login to \(registry.name)\n")
    }

    @Test func `a helper keeps it, and is never asked with a wrong one`() throws {
        let told = hearth.folder / "told"
        try FileManager.default.createDirectory(at: (hearth.folder / "bin").url, withIntermediateDirectories: true)
        try FileManager.default.createDirectory(at: file.parent.url, withIntermediateDirectories: true)
        try hearth.file(".docker/config.json", Array(#"{"credsStore": "mine"}"#.utf8))
        let helper = hearth.folder / "bin/docker-credential-mine"
        try hearth.file("bin/docker-credential-mine", Array("#!/bin/sh\ncat > '\(told)'\n".utf8))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: helper.description)
        func login(_ password: String) throws -> HearthRun {
            try hearth(
                "login", registry.name, "-u", "ann", "--password-stdin", input: Array(password.utf8),
                environment: ["PATH": "\(helper.parent):/usr/bin:/bin"])
        }
        #expect(try login("wrong").code == 1)
        #expect(!FileManager.default.fileExists(atPath: told.description))
        #expect(
            try login("s3cret pass").output == "logged in to \(registry.name) as ann; kept by docker-credential-mine\n")
        #expect(try String(contentsOf: told.url, encoding: .utf8).contains(#""Secret":"s3cret pass""#))
        #expect(!kept.contains("auth\""))
    }

    @Test func `a person is asked at the terminal, and the password is not shown`() throws {
        let window = try TerminalWindow(
            hearth, ["login", registry.name], columns: 80,
            typing: ["Username: ": "ann", "Password: ": "s3cret pass"])
        #expect(window.code == 0)
        #expect(window.text.contains("Username: ann\r\nPassword: \r\nlogged in to \(registry.name) as ann"))
        #expect(!window.text.contains("s3cret"))
    }

    @Test func `an empty name is refused before anybody is asked`() throws {
        let window = try TerminalWindow(hearth, ["login", registry.name], columns: 80, typing: ["Username: ": ""])
        #expect(window.code == 2)
        #expect(window.text.contains("the name is empty"))
        #expect(registry.requests.isEmpty)
    }

    @Test(arguments: [
        (["-u", "ann"], "error: there is no terminal to ask for what is missing\n"),
        (["--password-stdin"], "error: standard input has the password, and nobody is left to ask for the name\n"),
        (["-u", "ann", "-p", "x", "--password-stdin"], "error: --password and --password-stdin are two passwords\n"),
        (["-u", "a:b", "--password-stdin"], "error: the name is empty, or has a colon in it\n"),
        (["-u", "ann", "--password-stdin"], "error: the password is empty\n"),
    ])
    func `wrong usage is told before anybody is asked`(options: [String], message: String) throws {
        let run = try hearth.run(HearthFixture.program, ["login", registry.name] + options)
        #expect(run.code == 2)
        #expect(run.errors.hasPrefix(message))
        #expect(registry.requests.isEmpty)
    }

    @Test func `a password among the words is warned of`() throws {
        let run = try hearth("login", registry.name, "-u", "ann", "-p", "s3cret pass")
        #expect(run.code == 0)
        #expect(run.errors.hasPrefix("warning: a password on the command line can be seen by others\n"))
        #expect(!run.errors.contains("s3cret"))
    }

    @Test func `a registry that asks nobody says nothing of the password`() throws {
        let open = try RegistryServer()
        let run = try hearth("login", open.name, "-u", "ann", "--password-stdin", input: Array("any".utf8))
        #expect(run.code == 0)
        #expect(run.errors.contains("\(open.name) asks nobody for a password: whether this one is right is not known"))
    }

    @Test func `a token server is asked with name and password`() throws {
        let tokens = try TokenServer(["ann": .init("s3cret")])
        let registry = try RegistryServer(.init { $0.admission = .tokens(tokens) })
        func login(_ password: String) throws -> HearthRun {
            try hearth("login", registry.name, "-u", "ann", "--password-stdin", input: Array(password.utf8))
        }
        let wrong = try login("hunter2")
        #expect(wrong.code == 1)
        #expect(
            wrong.errors.hasPrefix(
                "error: wrong name or password for ann at \(registry.name): incorrect username or password\n"))
        #expect(tokens.requests.count == 1)
        #expect(!isLeft("hunter2"))
        #expect(try login("s3cret").code == 0)
        #expect(kept.contains("\"\(registry.name)\": {"))
    }

    @Test func `a registry with its own authority needs to be told of`() throws {
        let registry = try RegistryServer(
            .init {
                $0.hasTLS = true
                $0.admission = .passwords(["ann": "s3cret"])
            })
        func login() throws -> HearthRun {
            try hearth(
                "login", registry.name, "-u", "ann", "--password-stdin", input: Array("s3cret".utf8),
                environment: ["HEARTH_PATIENCE": "0"])
        }
        let untrusted = try login()
        #expect(untrusted.code == 1 && kept.isEmpty)
        let folder = hearth.folder / ".config/containers/certs.d" / registry.name
        try FileManager.default.createDirectory(at: folder.url, withIntermediateDirectories: true)
        let authority = try #require(registry.authority)
        try FileManager.default.copyItem(at: authority.certificate.url, to: (folder / "ca.crt").url)
        #expect(try login().code == 0)
    }

    @Test func `a faulty configuration is told, with the exit code for it`() throws {
        try FileManager.default.createDirectory(
            at: (hearth.folder / ".config/hearth").url, withIntermediateDirectories: true)
        try hearth.file(".config/hearth/registries.json", Array("{\n\"registres\": {}}".utf8))
        let run = try login("s3cret pass")
        #expect(run.code == 2)
        #expect(
            run.errors
                == "error: \(hearth.folder)/.config/hearth/registries.json:2: registres is nothing that can be set\n"
                + "hint: did you mean registries?\n")
        #expect(registry.requests.isEmpty)
    }
}
