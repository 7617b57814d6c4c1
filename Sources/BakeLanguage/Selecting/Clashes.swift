internal import OCI
internal import Values

/// Finds targets that would overwrite what another one leaves.
struct Clashes {
    private let targets: [Target]
    private(set) var found: [Diagnostic] = []

    init(among targets: [String: Target]) {
        self.targets = targets.sorted { $0.key < $1.key }.map(\.value)
        look(for: \.pushedNames) { name, other, target in
            SelectionFault.tagPushedTwice(name, other.name, target.name).diagnostic(at: target, and: other) {
                $0.place(of: .tags)
            }
        }
        look(for: { [$0.scope] }) { scope, other, target in
            SelectionFault.scopeWrittenTwice(scope, other.name, target.name).diagnostic(at: target, and: other) {
                $0.settingsPlace ?? $0.declaration
            }
        }
        look(for: \.writtenCaches) { cache, other, target in
            SelectionFault.cacheWrittenTwice(cache, other.name, target.name).diagnostic(at: target, and: other) {
                $0.place(of: .cacheTo)
            }
        }
    }

    /// `names` are distinct for each target.
    private mutating func look(
        for names: (Target) -> [String], _ clash: (String, _ other: Target, Target) -> Diagnostic
    ) {
        var owners: [String: Int] = [:]
        for (index, target) in targets.enumerated() {
            for name in names(target) {
                guard let owner = owners[name] else {
                    owners[name] = index
                    continue
                }
                if found.count < Self.enough { found.append(clash(name, targets[owner], target)) }
            }
        }
    }

    /// More than anybody reads.
    private static let enough = 100
}

extension Target {
    /// The namespace of the records of the target's steps.
    package var scope: String { settings.scope ?? name }

    /// The names under which registries are to have the image: its tags, else what its outputs say.
    fileprivate var pushedNames: [String] {
        let pushing = (outputs ?? []).filter(\.pushes)
        if pushing.isEmpty { return [] }
        let names = tags.flatMap { $0.isEmpty ? nil : $0 } ?? pushing.flatMap(\.names)
        return names.map(completeName).distinctKeepingEmpty()
    }

    /// The caches that hold one thing at a time, and are named in full.
    fileprivate var writtenCaches: [String] {
        guard let cacheTo else { return [] }
        return cacheTo.compactMap(\.exclusiveName).distinctKeepingEmpty()
    }
}

/// The name with all that is meant when it is left out. What is no name is refused elsewhere, and may still clash.
private func completeName(_ name: String) -> String {
    (try? ImageReference(name))?.description ?? name
}

extension Output {
    fileprivate var pushes: Bool {
        type == "registry" || type == "image" && attributes["push"].flatMap(Bool.init(word:)) == true
    }

    fileprivate var names: [String] {
        (attributes["name"] ?? "").split(separator: ",").map(String.init)
    }
}

extension CacheEntry {
    /// Nil for a cache that has a place of its own in each image, or in each project, without being told.
    fileprivate var exclusiveName: String? {
        switch type {
        case "registry": attributes["ref"].map { "type=registry,ref=\($0)" }
        case "gha": attributes["scope"].map { "type=gha,scope=\($0)" }
        case "local": attributes["dest"].map { "type=local,dest=\($0)" }
        default: nil
        }
    }
}

extension SelectionFault {
    fileprivate func diagnostic(
        at target: Target, and other: Target, _ place: (Target) -> SourceRange?
    ) -> Diagnostic {
        diagnostic(at: place(target), notes: [Diagnostic.Note("the other is here", place(other))])
    }
}
