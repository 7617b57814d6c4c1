import HCL
import Values

/// An expression with calls of the standard functions, and what it comes to.
struct FunctionCall {
    /// As JSON; nil when it comes to nothing, or nothing that JSON can say.
    let json: String?
    /// What is wrong, when something is.
    let faults: [String]

    init(_ text: String, in surroundings: any Surroundings = Laboratory()) {
        let parsed = Parsed(native: SourceFile(name: "call.hcl", text: "value = \(text)\n"))
        guard parsed.faults.isEmpty, let attribute = parsed.body.attributes.first else {
            json = nil
            faults = parsed.faults.map(\.message)
            return
        }
        do {
            let scope = Scope(functions: FunctionLibrary(surroundings: surroundings).functions)
            json = try attribute.value.value(in: scope).json
            faults = []
        } catch {
            json = nil
            faults = error.all.map(\.message)
        }
    }
}

/// Where nothing ever changes.
struct Laboratory: Surroundings {
    var environment: [String: String] = ["HOME": "/home/me"]
    var workingDirectory: String { "/here" }
    var homeDirectory: String { "/home/system" }
    var platform: Platform { Platform(system: "linux", architecture: "amd64") }

    func now() -> Timestamp { Timestamp(seconds: 1_700_000_000, nanoseconds: 5) }
    func randomBytes(_ count: Int) -> [UInt8] { Array(repeating: 0xab, count: count) }
    func contents(of path: String) throws(UnreadableFile) -> [UInt8]? { nil }
    func kind(of path: String) -> FileKind? { nil }
}
