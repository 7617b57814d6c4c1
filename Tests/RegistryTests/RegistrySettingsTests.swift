import Foundation
import Host
import TestSupport
import Testing

@testable import Registry

/// registries.json, and the directories with certificates.
struct RegistrySettingsTests: ~Copyable {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    private var file: Path { directory.path / "registries.json" }

    private func settings(
        _ text: String, _ environment: [String: String] = [:], certificates: [Path] = []
    ) throws -> RegistrySettings {
        try write(text, to: "registries.json")
        return try RegistrySettings(reading: file, { environment[$0] }, certificates: certificates)
    }

    private func write(_ text: String, to name: String) throws {
        let path = directory.path / name
        try FileManager.default.createDirectory(at: path.parent.url, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: path.url)
    }

    private func fault(_ text: String, _ environment: [String: String] = [:]) -> String {
        do {
            _ = try settings(text, environment)
            return "none"
        } catch {
            let hint = (error as? RegistryFault)?.hint.map { " (\($0))" } ?? ""
            return "\(error)\(hint)".replacingOccurrences(of: directory.path.description, with: "DIR")
        }
    }

    @Test func `what is set of a registry is read`() throws {
        for name in ["ca.pem", "me.pem"] { try write("", to: name) }
        try write("", to: "keys/me.key")
        let settings = try settings(
            """
            {"patience": 2.5, "registries": {
              "docker.io": {"mirrors": ["https://mirror.example:5000", "http://cache.example/hub/"]},
              "Registry.Example:5000": {"ca": ["ca.pem"], "certificate": "me.pem", "key": "keys/me.key", "proxy": ""},
              "old.example": {"plain-http": true, "insecure": null},
              "lab.example": {"plain-http": false, "insecure": true, "proxy": "http://me:secret@proxy:1"}}}
            """)
        #expect(settings.patience == 2.5)
        #expect(settings["docker.io"].mirrors == ["https://mirror.example:5000", "http://cache.example/hub"])
        let strict = settings["registry.example:5000"]
        #expect(strict.authorities == [directory.path / "ca.pem"])
        #expect(strict.certificate?.certificate == directory.path / "me.pem")
        #expect(strict.certificate?.key == directory.path / "keys/me.key")
        #expect(strict.proxy == "" && strict.isPlain == nil && !strict.trustsAnyone)
        #expect(settings["old.example"].isPlain == true && !settings["old.example"].trustsAnyone)
        #expect(settings["lab.example"].isPlain == false && settings["lab.example"].trustsAnyone)
        #expect(settings["lab.example"].proxy == "http://me:secret@proxy:1")
        #expect(settings["other.example"] == RegistrySettings.Host())
    }

    @Test(arguments: ["docker.io", "index.docker.io", "registry-1.docker.io"])
    func `Docker Hub is found by any of its names`(name: String) throws {
        let settings = try settings(#"{"registries": {"\#(name)": {"mirrors": ["https://m"]}}}"#)
        for asked in ["docker.io", "index.docker.io", "registry-1.docker.io"] {
            #expect(settings[asked].mirrors == ["https://m"])
        }
    }

    @Test func `no file, and an empty one, set nothing`() throws {
        for settings in [
            try RegistrySettings(reading: file, { _ in nil }, certificates: []), try settings(" \n"),
            try settings("{}"),
        ] {
            #expect(settings.hosts.isEmpty && settings.patience == 60)
        }
    }

    @Test(arguments: [
        // The file itself.
        ("{\n \"patience\": 1,\n}", #"DIR/registries.json:3:1: expected a name in quotes at byte 18"#),
        ("[]", "DIR/registries.json: it is an array, and not an object"),
        // Members.
        (
            "{\n\"registry\": {}}",
            "DIR/registries.json:2: registry is nothing that can be set (did you mean registries?)"
        ),
        (
            "{\"registries\": {\n \"a.b\": {\n  \"mirors\": []}}}",
            "DIR/registries.json:3: registries.a.b.mirors is nothing that can be set (did you mean mirrors?)"
        ),
        (
            #"{"patience": "1"}"#,
            "DIR/registries.json:1: patience is a string, and not a number of seconds"
        ),
        (#"{"patience": -1}"#, "DIR/registries.json:1: patience is a number, and not a number of seconds"),
        (
            #"{"registries": {"https://a.b": {}}}"#,
            "DIR/registries.json:1: registries.https://a.b is no name of a registry"
                + " (write its host, with the port if there is one)"
        ),
        (
            #"{"registries": {"docker.io": {}, "index.docker.io": {}}}"#,
            "DIR/registries.json:1: registries.index.docker.io is there twice, under two of its names"
        ),
        (
            #"{"registries": {"a.b": {"plain-http": "yes"}}}"#,
            "DIR/registries.json:1: registries.a.b.plain-http is a string, and not true or false"
        ),
        (
            #"{"registries": {"a.b": {"mirrors": ["mirror.example"]}}}"#,
            "DIR/registries.json:1: registries.a.b.mirrors holds what is no address of a mirror"
                + " (write https://HOST or https://HOST/PATH)"
        ),
        // What may hold a password is not shown.
        (
            #"{"registries": {"a.b": {"mirrors": ["https://me:secret@mirror"]}}}"#,
            "DIR/registries.json:1: registries.a.b.mirrors holds what is no address of a mirror"
                + " (write https://HOST or https://HOST/PATH)"
        ),
        (
            #"{"registries": {"a.b": {"proxy": "me:secret@proxy"}}}"#,
            "DIR/registries.json:1: registries.a.b.proxy is no address of a proxy"
                + " (write http://HOST:PORT, or \"\" for none)"
        ),
        (
            #"{"registries": {"a.b": {"ca": ["none.pem"]}}}"#,
            "DIR/registries.json:1: registries.a.b.ca names DIR/none.pem, which is not there (paths begin at DIR)"
        ),
        (
            #"{"registries": {"a.b": {"key": "me.key"}}}"#,
            "DIR/registries.json:1: registries.a.b.key is of no use without a certificate (set \"certificate\", too)"
        ),
        (
            #"{"registries": {"a.b": {"ca": [1]}}}"#,
            "DIR/registries.json:1: registries.a.b.ca is a number at place 1, and not a string"
        ),
    ])
    func `a mistake is told with its place`(text: String, message: String) {
        #expect(fault(text) == message)
    }

    @Test func `the variable's patience counts more than the file's`() throws {
        #expect(try settings(#"{"patience": 1}"#, ["HEARTH_PATIENCE": "7"]).patience == 7)
        #expect(try settings("{}", ["HEARTH_PATIENCE": "0"]).patience == 0)
        for text in ["a", "-1", "nan", "inf"] {
            #expect(
                fault("{}", ["HEARTH_PATIENCE": text])
                    == "HEARTH_PATIENCE: \"\(text)\" is no number of seconds (write a number such as 60)")
        }
    }

    @Test func `the file is where the variables say`() throws {
        let folder = directory.path
        let text = #"{"patience": 3}"#
        try write(text, to: "xdg/hearth/registries.json")
        try write(text, to: "home/.config/hearth/registries.json")
        try write(#"{"patience": 4}"#, to: "own.json")
        func patience(_ environment: [String: String]) throws -> Double {
            try RegistrySettings(reading: { environment[$0].map { "\(folder)/\($0)" } }).patience
        }
        #expect(try patience(["HEARTH_REGISTRIES": "own.json", "XDG_CONFIG_HOME": "xdg"]) == 4)
        #expect(try patience(["HEARTH_REGISTRIES": "none.json", "XDG_CONFIG_HOME": "xdg"]) == 60)
        #expect(try patience(["XDG_CONFIG_HOME": "xdg", "HOME": "none"]) == 3)
        #expect(try patience(["HOME": "home"]) == 3)
        #expect(try patience([:]) == 60)
    }

    @Test func `certificates of Docker and podman are found`() throws {
        for name in [
            "first/a.b:5000/ca.crt", "first/a.b:5000/b.cert", "first/a.b:5000/b.key", "first/a.b:5000/a.cert",
            "first/a.b:5000/readme", "second/a.b:5000/more.crt", "second/a.b:5000/c.cert", "second/a.b:5000/c.key",
            "second/index.docker.io/ca.crt", "second/plain.crt", "own.pem",
        ] {
            try write("", to: name)
        }
        let (first, second) = (directory.path / "first", directory.path / "second")
        let settings = try settings(
            #"{"registries": {"a.b:5000": {"ca": ["own.pem"]}}}"#,
            certificates: [first, directory.path / "none", second])
        let host = settings["a.b:5000"]
        #expect(
            host.authorities == [
                directory.path / "own.pem", first / "a.b:5000/ca.crt", second / "a.b:5000/more.crt",
            ])
        // A certificate without its key is passed over.
        #expect(host.certificate?.certificate == first / "a.b:5000/b.cert")
        #expect(host.certificate?.key == first / "a.b:5000/b.key")
        #expect(settings["docker.io"].authorities == [second / "index.docker.io/ca.crt"])
    }
}
