/// The findings of a Dockerfile, in the order they were made, without those it asks to skip.
package struct Findings: Equatable, Sendable {
    package let settings: CheckSettings
    package private(set) var all: [Finding] = []
    /// Whether no more are taken: what follows a fault may be a consequence of it.
    var isClosed = false

    package init(_ settings: CheckSettings = CheckSettings()) {
        self.settings = settings
    }

    /// `comments` stand above the instruction in question, and may say `check=skip=…` for it alone.
    package mutating func add(_ finding: Finding, comments: [String] = []) {
        guard !isClosed, settings(under: comments).holds(finding.rule) else { return }
        all.append(finding)
    }

    /// The first comment that sets something counts, unless it is malformed.
    private func settings(under comments: [String]) -> CheckSettings {
        for comment in comments {
            guard let directive = WrittenDirective(Array("#\(comment)".utf8)[...]), directive.name == .check else {
                continue
            }
            let text = String(decoding: directive.firstWord, as: UTF8.self)
            guard let own = try? CheckSettings(text) else { break }
            return settings.joined(by: own)
        }
        return settings
    }
}
