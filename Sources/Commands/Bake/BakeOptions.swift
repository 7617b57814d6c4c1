internal import Arguments
internal import BakeLanguage
internal import Values

/// The command line of `bake`, which is that of `docker buildx bake`.
struct BakeOptions {
    let targets: Argument<[String]>
    let files: Option<[String]>
    let set: Option<[String]>
    let variables: Option<[Assignment]>
    let print: Option<Bool>
    let list: Option<String?>
    let listTargets: Option<Bool>
    let listVariables: Option<Bool>
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
    let progress: Option<ProgressChoice>
    let builder: Option<String?>
    let debug: Option<Bool>

    init(_ declare: inout Declaration) {
        targets = declare.repeatedArguments(
            "TARGET", help: "A target, a group, or a pattern such as 'app-*'; default is the group or target default")
        files = declare.repeatedOption(
            "--file", short: "f", value: "FILE", help: "A bake file; - reads standard input", kind: .file)
        set = declare.repeatedOption(
            "--set", value: "PATTERN.KEY=VALUE", help: "Change an attribute of targets: app.args.VERSION=2, *.tags+=x")
        variables = declare.repeatedOption(
            "--var", value: "NAME=VALUE", help: "Give a variable of the bake file a value",
            parse: written(as: "NAME=VALUE") { Assignment($0) })
        print = declare.flag("--print", help: "Show what would be built, as JSON, and build nothing")
        list = declare.option(
            "--list", value: "WHAT", help: "List what there is: targets, variables, type=targets,format=json",
            kind: .examples(["targets", "variables"]))
        listTargets = declare.flag("--list-targets", help: "The old form of --list=targets")
        listVariables = declare.flag("--list-variables", help: "The old form of --list=variables")
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
            help: "How progress is shown", kind: .words(ProgressChoice.allCases.map(\.rawValue)),
            parse: { $0.isEmpty ? .auto : ProgressChoice(rawValue: $0) })
        builder = declare.option(
            "--builder", value: "NAME", help: "Taken for the sake of scripts; there are no builders")
        debug = declare.flag("--debug", short: "D", help: "Taken for the sake of scripts")
    }
}

/// `NAME=VALUE`. An empty text gives a value to nothing.
struct Assignment: Sendable {
    let name: String
    let value: String

    init?(_ text: String) {
        if text.isEmpty {
            (name, value) = ("", "")
            return
        }
        guard let equals = text.firstIndex(of: "="), equals > text.startIndex else { return nil }
        name = String(text[..<equals])
        value = String(text[text.index(after: equals)...])
    }
}

/// The words of `--progress`.
enum ProgressChoice: String, CaseIterable, Sendable {
    case auto
    case none
    case plain
    case quiet
    case rawjson
    case tty
}
