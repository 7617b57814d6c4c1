import OCI
import Testing
import Values

@Suite struct ImageConfigurationTests {
    private static func read(_ text: String) throws(DocumentFault) -> ImageConfiguration {
        try ImageConfiguration(parsing: Array(text.utf8), platform: .arm)
    }

    private static let whole = """
        {"architecture":"amd64","author":"me","config":{"ArgsEscaped":true,"Cmd":["sh"],"Entrypoint":["/e","x"],\
        "Env":["PATH=/bin","A=b=c"],"ExposedPorts":{"53/udp":{},"80/tcp":{}},\
        "Healthcheck":{"Interval":30000000000,"Retries":3,"StartInterval":5,"StartPeriod":1,"Test":["CMD","true"],\
        "Timeout":2000000000},"Labels":{"a":"1","b":""},"OnBuild":["RUN x"],"Shell":["/bin/bash","-c"],\
        "StopSignal":"SIGQUIT","User":"app:1","Volumes":{"/data":{}},"WorkingDir":"/w"},\
        "created":"2024-01-02T03:04:05.000000006Z","history":[{"created":"2024-01-02T03:04:05Z","created_by":"ADD",\
        "comment":"c"},{"author":"x","created_by":"CMD","empty_layer":true}],"os":"linux","os.version":"1",\
        "rootfs":{"diff_ids":["sha256:\(String(repeating: "ab", count: 32))"],"type":"layers"},"variant":"v2"}
        """

    @Test func `all of it is read, and written as it was`() throws {
        let configuration = try Self.read(Self.whole)
        #expect(configuration.platform.description == "linux(1)/amd64/v2")
        #expect(configuration.execution.environment == ["PATH=/bin", "A=b=c"])
        #expect(configuration.execution.exposedPorts == ["53/udp", "80/tcp"])
        #expect(configuration.execution.volumes == ["/data"])
        #expect(configuration.execution.healthcheck?.interval == 30_000_000_000)
        #expect(configuration.execution.shell == ["/bin/bash", "-c"])
        #expect(configuration.execution.argsEscaped)
        #expect(configuration.history.map(\.isEmpty) == [false, true])
        #expect(configuration.history[1].author == "x")
        #expect(configuration.layers.count == 1)
        let sorted = try JSON(parsing: Array(Self.whole.utf8)).sorted
        #expect(configuration.json == sorted)
        #expect(try ImageConfiguration(configuration.json, platform: .amd64) == configuration)
    }

    @Test func `null in an array or a map is nothing, as to Go`() throws {
        let text = #"{"config":{"Env":["A=1",null],"Labels":{"a":null},"Volumes":{"/b":null}},"history":[null]}"#
        let linux = Platform(system: "linux", architecture: "amd64")
        let configuration = try ImageConfiguration(parsing: Array(text.utf8), platform: linux)
        #expect(configuration.execution.environment == ["A=1", ""])
        #expect(configuration.execution.labels == ["a": ""])
        #expect(configuration.execution.volumes == ["/b"])
        #expect(configuration.history == [HistoryEntry(createdBy: "", isEmpty: false)])
    }

    @Test(arguments: [
        "{}", #"{"config":null,"history":null,"rootfs":null,"os":"","architecture":"amd64"}"#,
        #"{"config":{"Env":null,"Cmd":[],"Entrypoint":null,"Labels":null,"User":"","Hostname":"x","AttachStdin":false}}"#,
        #"{"container_config":{"Env":7},"docker_version":"1.2"}"#,
    ])
    func `what is empty, null or unknown says nothing`(text: String) throws {
        #expect(try Self.read(text) == ImageConfiguration(platform: .arm))
    }

    @Test func `an empty configuration is written with the two members that must be`() {
        let text = String(decoding: ImageConfiguration(platform: .arm64).json.encoded(), as: UTF8.self)
        let expected =
            #"{"architecture":"arm64","config":{},"os":"linux","rootfs":{"diff_ids":[],"type":"layers"},"variant":"v8"}"#
        #expect(text == expected)
    }

    @Test(
        arguments: [
            ("[]", DocumentFault.wrongKind("", expected: "an object", found: "an array")),
            ("{", .json(.expected(.name, offset: 1))),
            (#"{"os":1}"#, .wrongKind("os", expected: "a string", found: "a number")),
            (#"{"config":[]}"#, .wrongKind("config", expected: "an object", found: "an array")),
            (#"{"config":{"Env":["a",1]}}"#, .wrongKind("config.Env[1]", expected: "a string", found: "a number")),
            (#"{"config":{"Cmd":"sh"}}"#, .wrongKind("config.Cmd", expected: "an array", found: "a string")),
            (#"{"config":{"Labels":{"a":1}}}"#, .wrongKind("config.Labels.a", expected: "a string", found: "a number")),
            (
                #"{"config":{"Healthcheck":{"Interval":1.5}}}"#,
                .wrongKind("config.Healthcheck.Interval", expected: "a whole number", found: "a number")
            ),
            (#"{"rootfs":{"diff_ids":["sha256:1"]}}"#, .badDigest("rootfs.diff_ids[0]", "sha256:1")),
            (
                #"{"history":[{"empty_layer":"x"}]}"#,
                .wrongKind("history[0].empty_layer", expected: "true or false", found: "a string")
            ),
        ] as [(String, DocumentFault)])
    func `a fault says which member`(text: String, fault: DocumentFault) {
        #expect(throws: fault) { try Self.read(text) }
    }
}
