package import Values

extension Diagnostics {
    /// As `[Diagnostic].display` has it.
    package func display(_ palette: Palette, columns: Int = 100) -> String {
        all.display(palette, columns: columns)
    }
}

extension [Diagnostic] {
    /// What is wrong, as compilers say it: the place where editors look for it, what it is, the line, a mark below, the
    /// places that have to do with it, and what to try next.
    ///
    ///     docker-bake.hcl:3:3: error: unknown attribute "tgas"
    ///       3 |   tgas = ["x"]
    ///         |   ^~~~ did you mean "tags"?
    ///
    /// Sorted by place, what has none first, and equal ones once; with the number of errors at the end when there are several.
    /// Lines end in newlines and take `columns` at most, where what is to be said is not longer. After a hundred no more
    /// are shown.
    package func display(_ palette: Palette, columns: Int = 100) -> String {
        let all = sortedByPlace.withoutRepetitions
        var layout = DiagnosticLayout(palette, columns: columns)
        var paragraphs = all.prefix(Self.shown).map { layout.text(of: $0) }
        let summary = summary(of: all)
        if !summary.isEmpty { paragraphs.append("\(palette.error(summary))\n") }
        return paragraphs.joined(separator: "\n")
    }

    private static let shown = 100

    private func summary(of all: [Diagnostic]) -> String {
        let errors = all.count { $0.severity == .error }
        let count = errors > 1 ? [Quantity(errors, "error").description] : []
        let limit = all.count > Self.shown ? ["the first \(Self.shown) of \(all.count) messages are shown"] : []
        return (count + limit).joined(separator: "; ")
    }

    /// Files stay in the order in which they first occur.
    private var sortedByPlace: [Diagnostic] {
        var order: [ObjectIdentifier: Int] = [:]
        for case let file? in map(\.range?.file) where order[ObjectIdentifier(file)] == nil {
            order[ObjectIdentifier(file)] = order.count
        }
        let places = enumerated().map { index, diagnostic in
            let file = diagnostic.range.flatMap { order[ObjectIdentifier($0.file)] } ?? -1
            return (file, diagnostic.range?.offsets.lowerBound ?? 0, index)
        }
        return places.sorted { $0 < $1 }.map { self[$0.2] }
    }

    private var withoutRepetitions: [Diagnostic] {
        var seen: [String: [Diagnostic]] = [:]
        return filter { diagnostic in
            let key = "\(diagnostic.range?.offsets.lowerBound ?? -1) \(diagnostic.message)"
            if seen[key, default: []].contains(diagnostic) { return false }
            seen[key, default: []].append(diagnostic)
            return true
        }
    }
}
