internal import BakeLanguage
package import ContentStore
internal import DockerfileLanguage
internal import Layers
internal import OCI
package import Outputs
package import Planning
package import Transfers
internal import Values

/// A target as far as the store has it: what of it is built, and all that makes it a hit elsewhere.
package struct BuiltBase {
    private let order: BuildOrder
    private let store: Store
    private let layers: LayerStore
    private let known: KnownSteps
    private let beginnings: Beginnings
    private let bases: BaseLayers

    /// `order` wants the one target. `source` is where layers of its base come from that are not here.
    package init(
        _ order: BuildOrder, in store: Store, _ world: WorkTree, from source: ImageSourceMaker? = nil
    ) throws {
        (self.order, self.store) = (order, store)
        layers = try LayerStore(store)
        bases = BaseLayers(store, layers, from: source)
        known = try KnownSteps(order, keptBy: layers.lease, in: store)
        beginnings = Beginnings(plan: order.plan, store: store, layers: layers, world: world)
    }

    package var exporter: Exporter { Exporter(store, layers, bases: bases) }

    private var planned: [PlannedTarget] { order.plan.targets.filter { order.wanted.contains($0.name) } }

    /// Whether building it would find all that there is to do done.
    package var isBuilt: Bool { (try? states()) != nil }

    /// What goes into its tarball; nil where it is not built.
    package func contents() throws -> BaseContents? {
        guard let target = planned.first, let (states, fetched) = try states() else { return nil }
        let settings = order.targets[target.name] ?? Target(name: target.name)
        let built = try unpacked(target.built(as: settings) { states[$0] ?? Snapshot() })
        let layers = Set(built.images.flatMap(\.layers).map(\.place.diffID))
        let records = try records(of: target, fetched).filter { layers.contains($0.layer.diffID) }
        var contents = BaseContents(key: target.key, target: built, names: try names(of: target), records: records)
        if target.isPromise {
            contents.results = try target.records(order.scope(of: target.name), bases) { states[$0] } ?? []
        }
        return contents
    }

    // MARK: - Files

    /// The target with all of its files: those of layers of its base that nobody has needed till now are fetched.
    private func unpacked(_ target: BuiltTarget) throws -> BuiltTarget {
        var target = target
        for place in target.images.indices {
            let layers = target.images[place].layers
            let stored = try bases.unpacked(layers.map(\.place))
            target.images[place].layers = zip(layers, stored).map { layer, stored in
                BuiltLayer(.unpacked(stored, base: layer.place.base), step: layer.step)
            }
        }
        return target
    }

    /// The files of all states that its images are made from; nil where a step is not done.
    private func states() throws -> (files: [Digest: Snapshot], fetched: [Digest: StepRecord])? {
        var states: [Digest: Snapshot] = [:]
        var fetched: [Digest: StepRecord] = [:]
        for state in known.demanded {
            if let promise = known.promises[state] {
                states[state] = Snapshot(promise)
            } else if let step = order.plan.step(leadingTo: state) {
                guard let below = states[step.below], let record = try known.records[state] ?? last(step, on: below)
                else { return nil }
                if known.records[state] == nil { fetched[state] = record }
                states[state] = below.adding(SnapshotLayer(record, step))
            } else if let base = order.plan.base(of: state) {
                guard base.isScratch || base.isKnown else { return nil }
                states[state] = try beginnings.snapshot(of: base)
            }
        }
        return (states, fetched)
    }

    /// What a step that fetches came to the last time that it was applied to the same: nobody knows without fetching whether it would
    /// again.
    private func last(_ step: PlannedStep, on below: Snapshot) throws -> StepRecord? {
        guard !step.isCertain, !step.isForced, step.reads.isEmpty else { return nil }
        let scope = order.scope(of: step)
        for (ingredients, layer) in try store.lastSteps(of: scope, at: step.place) {
            guard let found = Recipe.decoded(ingredients), step.mayHaveCome(from: found, on: below.identity) else {
                continue
            }
            return try store.records(of: layer.diffID).first { $0.kind == .content && $0.ingredients == ingredients }
        }
        return nil
    }

    // MARK: - Records

    /// Those of the steps whose layers the images have, by their places in the plan.
    private func records(
        of target: PlannedTarget, _ fetched: [Digest: StepRecord]
    ) throws -> [StepRecord] {
        var seen: Set<Digest> = []
        var records: [StepRecord] = []
        for image in target.images {
            for step in steps(below: image.state) where seen.insert(step.state).inserted {
                guard let record = known.records[step.state] ?? fetched[step.state] else { continue }
                records += (record.kind == .recipe ? [record] : []) + (try contentRecords(of: step, like: record))
            }
        }
        return records
    }

    private func steps(below state: Digest) -> [PlannedStep] {
        var steps: [PlannedStep] = []
        var state = state
        while let step = order.plan.step(leadingTo: state) {
            steps.append(step)
            state = step.below
        }
        return steps.reversed()
    }

    /// What the step was applied to when it came to its layer.
    private func contentRecords(of step: PlannedStep, like record: StepRecord) throws -> [StepRecord] {
        let form = step.recipe.form
        return try store.records(of: record.layer.diffID).filter {
            $0.kind == .content && $0.scope == record.scope && Recipe.form(ofEncoded: $0.ingredients) == form
        }.sorted { $0.key < $1.key }
    }

    // MARK: - Names

    /// The images of the store that planning the target asks for.
    private func names(of target: PlannedTarget) throws -> [BaseContents.Name] {
        let plan = order.plan
        let states = target.images.map(\.state)
        let steps = plan.steps(neededFor: states)
        let wanted = Set(states + steps.flatMap { [$0.below] + $0.reads })
        var found: [String: BaseContents.Name] = [:]
        for base in plan.bases where wanted.contains(base.state) && base.isKnown {
            guard case .manifest(let manifest)? = base.origin, beginnings.world.place(of: manifest) == .store,
                let root = try root(of: base.name)
            else { continue }
            let documents = try documents(from: root, to: manifest)
            found[base.name] = BaseContents.Name(
                name: base.name, digest: root,
                documents: Set((found[base.name]?.documents ?? []) + documents).sorted())
        }
        return found.values.sorted { $0.name < $1.name }
    }

    private func root(of name: String) throws -> Digest? {
        guard let meant = try? ImageReference(name) else { return nil }
        if let digest = meant.digest { return digest }
        let reference = try store.references().first {
            $0.name == name || (try? ImageReference($0.name).description) == name
        }
        return try reference?.digest ?? store.resolution(of: name)?.digest
    }

    /// The documents on the way from what a name leads to to the configuration of an image.
    private func documents(from root: Digest, to manifest: Digest) throws -> [Digest] {
        let blobs = StoredDocuments(store)
        var documents: [Digest] = []
        var open = [(digest: root, depth: 0)]
        while let (digest, depth) = open.popLast() {
            guard let bytes = try blobs.blob(digest, limit: JSON.sizeLimit),
                let document = try? ImageDocument(parsing: bytes)
            else { continue }
            switch document {
            case .manifest(let found) where digest == manifest:
                documents += [digest, found.configuration.digest]
            case .manifest: break
            case .index(let index):
                documents.append(digest)
                if depth < 4 { open += index.manifests.map { ($0.digest, depth + 1) } }
            }
        }
        return documents
    }
}

extension PlannedStep {
    /// Whether the ingredients of a content key are those of this step applied to some files, whatever it fetched.
    fileprivate func mayHaveCome(from found: [Ingredient], on below: Digest) -> Bool {
        let own = recipe.ingredients
        return own.count == found.count
            && zip(own, found).allSatisfy { own, found in
                switch own.name {
                case "below": found == Ingredient("below", below.description)
                case "address": found.name == "files"
                default: own == found
                }
            }
    }
}
