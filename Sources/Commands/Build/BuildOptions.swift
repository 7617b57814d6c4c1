internal import Arguments
internal import BakeLanguage
internal import Values

/// The command line of `build`, which is that of `docker buildx build`.
struct BuildOptions {
    let context: Argument<String>
    let sources: SourceOptions
    let image: ImageOptions
    let execution: ExecutionOptions
    let quiet: Option<Bool>
    let running: RunningOptions
    let caching: CachingOptions
    let old: OldOptions

    init(_ declare: inout Declaration) {
        context = declare.argument(
            "CONTEXT", help: "A directory; - reads an archive of one, or a Dockerfile, from standard input",
            kind: .directory)
        sources = SourceOptions(&declare)
        image = ImageOptions(&declare)
        execution = ExecutionOptions(&declare)
        quiet = declare.flag("--quiet", short: "q", help: "Show no progress, and print the image's id when it is done")
        running = RunningOptions(&declare)
        caching = CachingOptions(&declare)
        old = OldOptions(&declare)
    }
}

/// What is built: a stage of a Dockerfile, for platforms, with arguments, from contexts.
struct SourceOptions {
    let file: Option<String?>
    let stage: Option<String?>
    let arguments: Option<[KeyValue]>
    let contexts: Option<[NamedContext]>
    let platforms: Option<[String]>

    init(_ declare: inout Declaration) {
        file = declare.option(
            "--file", short: "f", value: "FILE",
            help: "The Dockerfile, if it is not CONTEXT/Dockerfile; - reads standard input", kind: .file)
        stage = declare.option("--target", value: "STAGE", help: "The stage to build, if it is not the last")
        arguments = declare.repeatedOption(
            "--build-arg", value: "NAME[=VALUE]", help: "Give an ARG a value; NAME alone takes it from the environment",
            parse: written(as: KeyValue.form) { KeyValue($0) })
        contexts = declare.repeatedOption(
            "--build-context", value: "NAME=PLACE",
            help: "One more context: a directory, docker-image://NAME, oci-layout://DIR:TAG",
            parse: { try NamedContext($0) })
        platforms = declare.repeatedOption(
            "--platform", value: "PLATFORM",
            help: "What to build for: linux/arm64; default is this machine, or DOCKER_DEFAULT_PLATFORM")
    }
}

/// What becomes of the result.
struct ImageOptions {
    let tags: Option<[String]>
    let outputs: Option<[String]>
    let labels: Option<[KeyValue]>
    let annotations: Option<[String]>
    let attestations: Option<[String]>
    let identityFile: Option<String?>

    init(_ declare: inout Declaration) {
        tags = declare.repeatedOption("--tag", short: "t", value: "NAME", help: "The image's name: registry/app:1.2")
        outputs = declare.repeatedOption(
            "--output", short: "o", value: "OUTPUT", help: "Where the result goes: type=oci,dest=app.tar or a directory"
        )
        labels = declare.repeatedOption(
            "--label", value: "NAME=VALUE", help: "Give the image a label",
            parse: written(as: KeyValue.form) { KeyValue($0) })
        annotations = declare.repeatedOption("--annotation", value: "NAME=VALUE", help: "Give the image an annotation")
        attestations = declare.repeatedOption(
            "--attest", value: "ATTRIBUTES", help: "Attest something of the image: type=sbom,generator=NAME")
        identityFile = declare.option("--iidfile", value: "FILE", help: "Write the image's id to a file", kind: .file)
    }
}

/// The surroundings of RUN instructions.
struct RunningOptions {
    let secrets: Option<[String]>
    let ssh: Option<[String]>
    let network: Option<NetworkMode>
    let hosts: Option<[String]>
    let sharedMemory: Option<String?>
    let limits: Option<[String]>
    let resources: Option<[String]>

    init(_ declare: inout Declaration) {
        declare.optionGroup("Options for RUN")
        secrets = declare.repeatedOption(
            "--secret", value: "SECRET", help: "A secret: id=token,src=token.txt or id=token,env=TOKEN")
        ssh = declare.repeatedOption(
            "--ssh", value: "ID[=PATH]", help: "An ssh agent or keys: default, or git=key.pem,other.pem")
        network = declare.choice("--network", value: "MODE", default: .standard, help: "The network of RUNs")
        hosts = declare.repeatedOption("--add-host", value: "HOST=ADDRESS", help: "Know a host by an address")
        sharedMemory = declare.option("--shm-size", value: "SIZE", help: "The size of /dev/shm: 128m")
        limits = declare.repeatedOption("--ulimit", value: "LIMIT", help: "A limit of processes: nofile=1024:2048")
        resources = declare.repeatedOption(
            "--resource", value: "NAME=VALUE", help: "What RUNs may use of the machine: memory=2g, cpu-quota=50000")
        _ = declare.option("--cgroup-parent", value: "GROUP", help: "The control group that RUNs are put in")
    }
}

/// The words of `--network`.
enum NetworkMode: String, CaseIterable, Sendable, CustomStringConvertible {
    case standard = "default"
    case none
    case host

    var description: String { rawValue }
}

/// Where steps that were done before come from, and go to.
struct CachingOptions {
    let from: Option<[String]>
    let to: Option<[String]>
    let filter: Option<[String]>

    init(_ declare: inout Declaration) {
        declare.optionGroup("Options for caches")
        from = declare.repeatedOption(
            "--cache-from", value: "CACHE", help: "Take steps from a cache: user/app:cache, or type=local,src=DIR")
        to = declare.repeatedOption(
            "--cache-to", value: "CACHE", help: "Leave the steps in a cache: type=local,dest=DIR")
        filter = declare.repeatedOption("--no-cache-filter", value: "STAGE", help: "Do the steps of a stage anew")
    }
}
