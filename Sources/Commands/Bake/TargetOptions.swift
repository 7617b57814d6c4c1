internal import Arguments
internal import BakeLanguage

/// The part of a command line that chooses targets of bake files, the same for every command that takes targets.
struct TargetOptions {
    let targets: Argument<[String]>
    let files: Option<[String]>
    let set: Option<[String]>
    let variables: Option<[Assignment]>

    /// `file` is what the help says of `--file`.
    init(_ declare: inout Declaration, file: String = "A bake file; - reads standard input") {
        targets = declare.repeatedArguments(
            "TARGET", help: "A target, a group, or a pattern such as 'app-*'; default is the group or target default")
        files = declare.repeatedOption(
            "--file", short: "f", value: "FILE", help: file, kind: .file)
        set = declare.repeatedOption(
            "--set", value: "PATTERN.KEY=VALUE", help: "Change an attribute of targets: app.args.VERSION=2, *.tags+=x")
        variables = declare.repeatedOption(
            "--var", value: "NAME=VALUE", help: "Give a variable of the bake file a value",
            parse: written(as: "NAME=VALUE") { Assignment($0) })
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
