internal import Arguments
internal import BakeLanguage
internal import Building
internal import Console
internal import ContentStore
internal import Host
internal import Outputs
internal import Planning
internal import Values

/// Targets as base images: whether the store has them, and the files that carry them.
struct BaseTargets {
    let selection: Selection
    let context: Context
    let machine: Machine
    /// Whether registries are asked for base images, and for their layers.
    let asking: RegistryUse

    /// Plans the targets as things are now, and lends what the store has of one.
    func withBase<Value>(_ name: String, _ body: (BuiltBase, PlannedTarget) throws -> Value) throws -> Value {
        try context.withEngine(machine, asking: asking) { store, world in
            let plan = try Planner(world).plan(selection.inputs)
            guard let target = plan.targets.first(where: { $0.name == name }) else {
                preconditionFailure("what was selected is planned")
            }
            let order = BuildOrder(plan: plan, targets: Array(selection.targets.values), wanted: [name])
            return try body(BuiltBase(order, in: store, world, from: asking.source(for: store, context)), target)
        }
    }

    /// Writes a target that is built. False where it is not.
    func write(_ name: String, to file: (PlannedTarget) -> Path) throws -> Bool {
        try withBase(name) { base, target in
            guard let contents = try base.contents() else { return false }
            let place = file(target)
            let line = place == "-" ? nil : context.progress("exporting \(name)", of: contents.size)
            defer { line?.clear() }
            try concerning("cannot export \(name)") {
                try base.exporter.write(contents, to: place) { line?.advance(Int64($0)) }
            }
            return true
        }
    }

    /// What a file in a directory of them is called.
    static func fileName(_ name: String, _ key: Digest) -> String { "\(name)-\(key.hex).tar.zst" }

    /// Whether a word means a directory.
    static func isDirectory(_ place: String) -> Bool {
        place.hasSuffix("/") || Machine().kind(of: place) == .directory
    }
}

extension Context {
    /// Takes a file of a base image into the store; `-` is standard input.
    func importBase(_ place: String) throws -> ImportedBase {
        try withStore { store in
            try concerning("cannot import \(place == "-" ? "standard input" : place.shellWord)") {
                let file = try InputFile(place).open()
                let line = progress("importing", of: try file.status().length)
                defer { line?.clear() }
                let base = try BaseImport(store).take(file, isStream: place == "-") { line?.advance($0) }
                for name in base.otherNames {
                    messages.warn(
                        "\(name) is another image here than the one that \(base.target) was made on, so it may be made anew"
                    )
                }
                return base
            }
        }
    }
}

extension BaseContents {
    /// Of its layers.
    fileprivate var size: Int64 { target.images.flatMap(\.layers).reduce(0) { $0 &+ $1.place.size } }
}
