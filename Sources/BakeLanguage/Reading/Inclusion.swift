internal import HCL
internal import Values

/// A path that a file includes, and where it says so.
struct IncludedPath {
    let text: String
    let range: SourceRange
}

/// The files that settings include. They must be known before anything can be computed, so the paths are plain texts.
struct Inclusion {
    private(set) var paths: [IncludedPath] = []
    private(set) var faults: [Diagnostic] = []

    init(_ settings: Expression?) {
        let pair = settings?.pairs?.last { $0.key.literalText == Self.key }
        if let pair { read(pair.value) }
    }

    static let key = "include"

    private mutating func read(_ expression: Expression) {
        if case .literal(.null) = expression.form { return }
        guard let elements = expression.elements else {
            faults.append(InclusionFault.notList.diagnostic(at: expression.range))
            return
        }
        for element in elements {
            do throws(Diagnostics) {
                guard case .string(let text) = try element.value(in: Scope()) else {
                    throw Diagnostics(InclusionFault.notPath.diagnostic(at: element.range))
                }
                // What is empty is told when the settings are computed.
                if text.isEmpty { continue }
                paths.append(IncludedPath(text: text, range: element.range))
            } catch {
                faults.append(InclusionFault.notPath.diagnostic(at: element.range))
            }
        }
    }
}

extension Expression {
    /// Whether it plainly has what `Inclusion` looks for.
    var namesInclude: Bool { pairs?.contains { $0.key.literalText == Inclusion.key } ?? false }
}
