internal import Arguments
internal import Console
internal import ContentStore
internal import Host

/// The options that all commands share.
struct GlobalOptions: Sendable {
    let home: Option<Path?>
    let limit: Option<Limit>
    let format: Option<Format>
    let colour: Option<ColourChoice>

    init(_ declare: inout Declaration) {
        home = declare.option(
            "--home", value: "DIR", environment: "HEARTH_HOME",
            help: "Where the store is, if not in $XDG_CACHE_HOME/hearth or ~/.cache/hearth", kind: .directory
        ) { $0.isEmpty ? nil : Path(word: $0) }
        limit = declare.option(
            "--cache-limit", value: "LIMIT", default: .usual, environment: "HEARTH_CACHE_LIMIT",
            help: "What the store may take of the disk: a size (20GB, at least 16MiB), a share of the disk, or none",
            parse: written(as: "a size of 16MiB or more, such as 20GB, or a share of the disk, such as 60%, or none") {
                Limit($0)
            })
        format = declare.choice("--format", default: .text, help: "How the answer is written")
        colour = declare.choice(
            "--color", value: "WHEN", default: .auto, help: "Whether to use colours; NO_COLOR turns auto off")
    }

    func home(_ invocation: Invocation) throws(UserError) -> Path {
        if let home = invocation[home] { return home }
        // A relative path is to be ignored, the XDG specification says.
        if let cache = Environment.value(of: "XDG_CACHE_HOME").map(Path.init(word:)), cache.isAbsolute {
            return cache / "hearth"
        }
        if let user = Environment.value(of: "HOME") { return Path(word: user) / ".cache/hearth" }
        throw UserError("there is no place for the store: HOME is not set", hint: "set HEARTH_HOME")
    }
}

/// Whom the answer is for.
enum Format: String, CaseIterable, Sendable {
    case text
    case json
}
