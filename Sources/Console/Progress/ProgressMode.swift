/// How progress is shown, by the names that `--progress` takes.
package enum ProgressMode: String, CaseIterable, Sendable {
    /// `tty` for a person, else `plain`.
    case auto
    case none
    case plain
    case quiet
    case rawjson
    case tty

    /// The view for a screen. BUILDKIT_PROGRESS decides where nobody did; a word there that is none counts for
    /// nothing. Where there is no terminal, or one that can do nothing, `tty` is `plain`.
    package func view(on screen: ProgressScreen, environment: (String) -> String?) -> any ProgressView {
        switch settled(environment) {
        case .none: SilentView()
        case .quiet: QuietView(screen)
        case .rawjson: RawJSONView(screen)
        case .auto, .tty:
            if screen.size() != nil, environment("TERM") != "dumb" {
                TTYView(screen, environment: environment)
            } else {
                PlainView(screen)
            }
        case .plain: PlainView(screen)
        }
    }

    private func settled(_ environment: (String) -> String?) -> ProgressMode {
        guard self == .auto, let word = environment("BUILDKIT_PROGRESS") else { return self }
        return ProgressMode(rawValue: word) ?? .auto
    }
}
