internal import HTTP
internal import Host
internal import Values

/// A Docker engine, asked by its API.
struct DockerEngine {
    private let place: String
    private let root: HTTPAddress
    private let settings: HTTPSettings
    private let client: HTTPClient

    /// Nil for an endpoint that the `docker` program alone reaches.
    init?(_ endpoint: DockerEndpoint) throws {
        var settings = HTTPSettings(userAgent: "hearth")
        switch endpoint {
        case .program: return nil
        case .socket(let path):
            settings.socket = path
            root = try HTTPAddress("http://docker")
        case .server(let address, let certificates):
            if let certificates {
                settings.certificate = (certificates.certificate, certificates.key)
                settings.authorities = certificates.trustsAnyone ? [] : [certificates.authority]
                settings.trustsAnyone = certificates.trustsAnyone
            }
            root = address
        }
        settings.connectTimeout = 10
        self.settings = settings
        place = "\(endpoint)"
        client = HTTPClient(settings)
    }

    /// How this engine's API is called: `/v1.41`.
    func version() throws -> String {
        let answer = try asking { try client.answer(to: HTTPRequest(.get, try address("/version"))) }
        guard answer.response.status == 200, let json = try? JSON(parsing: answer.body),
            let version = json["ApiVersion"]?.string, Self.isVersion(version)
        else { throw EngineFault.badAnswer(place) }
        return "/v\(version)"
    }

    private static func isVersion(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 2
            && parts.allSatisfy { 1...4 ~= $0.utf8.count && $0.utf8.allSatisfy { 0x30...0x39 ~= $0 } }
    }

    /// What is under a path; nil where there is nothing, or nothing that is understood: then it is not known.
    func look(_ path: String) throws -> JSON? {
        let answer = try asking { try client.answer(to: HTTPRequest(.get, try address(path)), limit: JSON.sizeLimit) }
        return answer.response.status == 200 ? try? JSON(parsing: answer.body) : nil
    }

    /// Has it load an archive, of which `fill` gives the bytes.
    func load(_ version: String, _ fill: @escaping (UnsafeMutableRawBufferPointer) throws -> Int) throws {
        var settings = settings
        // What has come is unpacked before anything is answered.
        settings.stallTimeout = 3600
        let request = HTTPRequest(
            .post, try address("\(version)/images/load?quiet=1"), headers: ["Content-Type": "application/x-tar"],
            body: .stream(length: nil, fill: fill))
        var report = LoadReport()
        let response = try asking { try HTTPClient(settings).send(request) { report.take($0) } }
        if let reason = report.finish(response) { throw EngineFault.refused(place, reason: reason.words) }
    }

    private func address(_ path: String) throws(HTTPFault) -> HTTPAddress { try HTTPAddress(root.text + path) }

    private func asking<Answer>(_ ask: () throws -> Answer) throws -> Answer {
        do {
            return try ask()
        } catch let fault as HTTPFault {
            switch fault {
            case .noLibrary, .oldLibrary: throw fault
            case .badAnswer: throw EngineFault.badAnswer(place)
            case .broken: throw EngineFault.broken(place, fault)
            default: throw EngineFault.absent(place, fault)
            }
        }
    }
}
