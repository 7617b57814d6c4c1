/// The colours that progress has on a terminal, as codes; BUILDKIT_COLORS changes them, NO_COLOR takes them away.
///
///     BUILDKIT_COLORS=run=green:error=255,80,80
struct ProgressColours: Equatable, Sendable {
    var run = "34"
    var cancel = "33"
    var warning = "33"
    var error = "31"
    var heading = "1"
    var dim = "2"

    static let none = ProgressColours(run: "", cancel: "", warning: "", error: "", heading: "", dim: "")

    init(_ environment: (String) -> String?) {
        if environment("NO_COLOR") != nil {
            self = .none
            return
        }
        for entry in environment("BUILDKIT_COLORS")?.split(separator: ":") ?? [] { set(entry.lowercased()) }
    }

    private init(run: String, cancel: String, warning: String, error: String, heading: String, dim: String) {
        (self.run, self.cancel, self.warning) = (run, cancel, warning)
        (self.error, self.heading, self.dim) = (error, heading, dim)
    }

    /// What makes no sense counts for nothing: a colour is no reason to fail a build.
    private mutating func set(_ entry: String) {
        let parts = entry.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, let code = Self.code(parts[1]) else { return }
        switch parts[0] {
        case "run": run = code
        case "cancel": cancel = code
        case "warning": warning = code
        case "error": error = code
        default: break
        }
    }

    private static let names = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"]

    private static func code(_ text: String) -> String? {
        if text == "default" { return "39" }
        if let place = names.firstIndex(of: text) { return "\(30 + place)" }
        if text.hasPrefix("light-"), let place = names.firstIndex(of: String(text.dropFirst(6))) {
            return "\(90 + place)"
        }
        let parts = text.split(separator: ",", omittingEmptySubsequences: false).map { UInt8($0) }
        guard parts.count == 3, let red = parts[0], let green = parts[1], let blue = parts[2] else { return nil }
        // The nearest of the 216 that terminals have.
        let level = { (value: UInt8) in Int(value) * 5 / 255 }
        return "38;5;\(16 + 36 * level(red) + 6 * level(green) + level(blue))"
    }

    func paint(_ text: String, _ code: String) -> String {
        code.isEmpty || text.isEmpty ? text : "\u{1b}[\(code)m\(text)\u{1b}[0m"
    }
}
