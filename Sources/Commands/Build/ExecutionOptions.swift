internal import Arguments
internal import BakeLanguage
internal import Console
internal import Host
internal import Values

/// What `build` and `bake` take alike: how to go about it, and what to do with the result.
struct ExecutionOptions {
    let push: Option<Bool>
    let load: Option<Bool>
    let noCache: Option<Bool>
    let pull: Option<Bool>
    let sbom: Option<String?>
    let provenance: Option<String?>
    let policy: Option<[String]>
    let call: Option<String?>
    let allow: Option<[String]>
    let metadata: Option<String?>
    let progress: Option<ProgressMode>
    let jobs: Option<Int?>
    let keepsGoing: Option<Bool>
    let runtime: Option<String?>

    init(_ declare: inout Declaration) {
        push = declare.flag("--push", help: "Push the images")
        load = declare.flag("--load", help: "Load the images into the Docker daemon")
        noCache = declare.flag("--no-cache", help: "Do every step anew")
        pull = declare.flag("--pull", help: "Ask registries for newer base images")
        sbom = declare.option("--sbom", value: "HOW", help: "Attest what is in the images: true, false, or attributes")
        provenance = declare.option(
            "--provenance", value: "HOW", help: "Attest how the images were made: true, false, or attributes")
        policy = declare.repeatedOption(
            "--policy", value: "HOW", help: "How policies are evaluated: strict=true, log-level=info, disabled=true")
        call = declare.option(
            "--call", value: "METHOD",
            help: "What to do with targets: build, check, outline, targets; more in outline,format=json",
            kind: .examples(["build", "check", "outline", "targets"]))
        _ = declare.shorthand("--check", for: call, value: "check", help: "The same as --call=check")
        allow = declare.repeatedOption(
            "--allow", value: "WHAT", help: "Let builds do more than usual: network.host, fs.read=PATH")
        metadata = declare.option(
            "--metadata-file", value: "FILE", help: "Write what was built to a file, as JSON", kind: .file)
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
        _ = declare.option(
            "--builder", value: "NAME", help: "Taken for the sake of scripts; there are no builders")
        _ = declare.flag("--debug", short: "D", help: "Taken for the sake of scripts")
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

    /// What is to be done with targets instead of building them.
    func callMethod(_ invocation: Invocation) throws -> CallMethod? {
        try concerning("--call") { try CallMethod(text: invocation[call] ?? "") }
    }

    /// `--sbom` and `--provenance` as attestations are written, with the option that each comes from.
    func attestations(_ invocation: Invocation) -> [(option: String, written: String, text: String)] {
        [("sbom", sbom), ("provenance", provenance)].compactMap { type, option in
            guard let written = invocation[option], !written.isEmpty else { return nil }
            return ("--\(type)", written, Attestation.text(type: type, option: written))
        }
    }
}
