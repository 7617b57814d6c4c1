internal import Arguments
internal import BakeLanguage
internal import Console
internal import Host
internal import Values

/// How to go about building, whatever is to be done with the result.
struct EngineOptions {
    let allow: Option<[String]>
    let progress: Option<ProgressMode>
    let jobs: Option<Int?>
    let keepsGoing: Option<Bool>
    let runtime: Option<String?>
    let offline: Option<Bool>

    init(_ declare: inout Declaration) {
        allow = declare.repeatedOption(
            "--allow", value: "WHAT", help: "Let builds do more than usual: network.host, fs.read=PATH")
        progress = declare.option(
            "--progress", value: "HOW", default: .auto, environment: "BUILDKIT_PROGRESS",
            help: "How progress is shown", kind: .words(ProgressMode.allCases.map(\.rawValue)),
            parse: { $0.isEmpty ? .auto : ProgressMode(rawValue: $0) })
        jobs = declare.option(
            "--jobs", short: "j", value: "NUMBER", help: "How many steps are done at once; default suits the machine",
            parse: written(as: "a number from 1 on") { Int($0).flatMap { $0 > 0 ? $0 : nil } })
        keepsGoing = declare.flag("--keep-going", help: "When a step fails, go on with what does not need it")
        runtime = declare.option(
            "--runtime", value: "PROGRAM", environment: "HEARTH_RUNTIME",
            help: "The OCI runtime that RUNs go through; default is crun, else runc", kind: .file)
        offline = declare.offlineOption()
    }

    func entitlements(_ invocation: Invocation) throws -> [Entitlement] {
        try invocation[allow].filter { !$0.isEmpty }.map { word in
            try concerning("--allow") { try Entitlement(text: word) }
        }
    }

    func checkProgress(_ invocation: Invocation) throws {
        if invocation[progress] == .tty, !Terminal.error.isInteractive {
            throw UserError("progress cannot be shown as tty where there is no terminal", hint: "use --progress=plain")
        }
    }

    /// A file may want more than the usual; who calls must allow it.
    func checkLeave(_ target: Target, _ invocation: Invocation) throws {
        let allowed = Set(invocation[allow])
        for name in target.entitlements ?? [] where ["network.host", "security.insecure"].contains(name) {
            guard !allowed.contains(name) else { continue }
            throw UserError("the target \(target.name) wants \(name)", hint: "if that is right, add --allow \(name)")
        }
    }
}
