internal import Values

/// Makes the names of a stage's steps, which BuildKit shows behind `[build 2/3]`.
struct StepTitles {
    let expander: Expander
    /// Nil where it is not shown.
    let platform: Platform?
    let stage: String?
    let total: Int
    private(set) var count = 0
    var isTrigger = false

    init(_ expander: Expander, platform: Platform?, stage: String?, total: Int) {
        self.expander = expander
        self.platform = platform
        self.stage = stage
        self.total = total
    }

    /// What stands before the name of the next step, and the name.
    mutating func next(_ title: String, _ variables: Variables) -> (bracket: String, title: String) {
        count += 1
        return (bracket(variables), (isTrigger ? "ONBUILD " : "") + title)
    }

    /// Loading the base is a step.
    mutating func passBase() {
        count += 1
    }

    private func bracket(_ variables: Variables) -> String {
        var text = "["
        if let platform { text += "\(platform)\(Self.crossing(platform, variables)) " }
        if let stage { text += stage + " " }
        let (number, all) = (String(count), String(total))
        for _ in 0..<max(0, all.utf8.count - number.utf8.count) { text += " " }
        return text + number + "/" + all + "]"
    }

    /// What is built for by something that runs on another platform: `->arm64`.
    private static func crossing(_ platform: Platform, _ variables: Variables) -> String {
        guard let target = target(variables, here: platform) else { return "" }
        if target.system != platform.system { return "->\(target)" }
        guard target.architecture != platform.architecture else { return "" }
        return "->" + [target.architecture, target.variant].compactMap(\.self).joined(separator: "/")
    }

    private static func target(_ variables: Variables, here: Platform) -> Platform? {
        if let text = variables["TARGETPLATFORM"], let platform = try? Platform(text, here: here) { return platform }
        let parts = ["TARGETOS", "TARGETARCH", "TARGETVARIANT"].map { variables[$0] }
        guard parts.contains(where: { $0 != nil }) else { return nil }
        let system = parts[0].flatMap { $0.isEmpty ? nil : $0 } ?? here.system
        let architecture = parts[1].flatMap { $0.isEmpty ? nil : $0 } ?? here.architecture
        let variant = parts[2].flatMap { $0.isEmpty ? nil : $0 }
        let plain = Platform(system: system, architecture: architecture, variant: variant)
        return (try? Platform(plain.description, here: here)) ?? plain
    }

    /// The text with variables put in, where that goes well, and the instruction in upper case.
    func plain(_ text: String, _ variables: Variables) -> String {
        expanded(text, variables, expander)
    }

    /// The same, but quotes stay, and variables without a value; secrets that are variables are shown as stars.
    func shell(_ text: String, _ variables: Variables, secrets: [String]) -> String {
        var expander = expander
        expander.keepsQuotes = true
        expander.keepsUnset = true
        guard !secrets.isEmpty else { return expanded(text, variables, expander) }
        var masked = variables
        for name in secrets { masked.set(name, to: "****") }
        return expanded(text, masked, expander)
    }

    private func expanded(_ text: String, _ variables: Variables, _ expander: Expander) -> String {
        let expanded = (try? expander.expand(text, variables).text) ?? text
        let end = expanded.utf8.firstIndex(of: UInt8(ascii: " ")) ?? expanded.endIndex
        return expanded[..<end].uppercased() + expanded[end...]
    }
}
