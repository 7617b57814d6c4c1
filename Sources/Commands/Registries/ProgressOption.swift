internal import Arguments
internal import Console

extension Declaration {
    /// `--progress`, as all commands have it that move images.
    mutating func progressOption() -> Option<ProgressMode> {
        option(
            "--progress", value: "HOW", default: .auto, environment: "BUILDKIT_PROGRESS",
            help: "How progress is shown", kind: .words(ProgressMode.allCases.map(\.rawValue)),
            parse: { $0.isEmpty ? .auto : ProgressMode(rawValue: $0) })
    }
}
