internal import Arguments
internal import BakeLanguage
internal import Console
internal import Host
internal import Values

/// What `build` and `bake` take alike: how to go about it, and what to do with the result.
struct ExecutionOptions {
    let push: Option<Bool>
    let pushing: PushOptions
    let load: Option<Bool>
    let noCache: Option<Bool>
    let pull: Option<Bool>
    let sbom: Option<String?>
    let provenance: Option<String?>
    let policy: Option<[String]>
    let call: Option<String?>
    let metadata: Option<String?>
    let engine: EngineOptions

    init(_ declare: inout Declaration) {
        push = declare.flag("--push", help: "Push the images")
        pushing = PushOptions(&declare)
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
        metadata = declare.option(
            "--metadata-file", value: "FILE", help: "Write what was built to a file, as JSON", kind: .file)
        engine = EngineOptions(&declare)
        _ = declare.option(
            "--builder", value: "NAME", help: "Taken for the sake of scripts; there are no builders")
        _ = declare.flag("--debug", short: "D", help: "Taken for the sake of scripts")
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
