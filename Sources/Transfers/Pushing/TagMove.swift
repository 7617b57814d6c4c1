internal import Host
internal import OCI
internal import Registry
internal import Synchronization
internal import Values

/// The tags of a transfer: where they are, and how they get to their images and back.
final class TagMove: Sendable {
    /// A tag, and what it is to lead to.
    struct Goal: Sendable {
        let tag: String
        let root: Digest
        let document: @Sendable () throws -> RemoteManifest
    }

    private let goals: [Goal]
    private let repository: String
    private let client: RegistryClient
    private let state = Mutex<State>(State())

    private struct State {
        /// What each tag led to before, as far as that was asked for; nil for one that there was not.
        var former: [String: Descriptor?] = [:]
        var moved: [String] = []
        /// The images that were not in the repository before.
        var new: Set<Digest> = []
    }

    init(_ goals: [Goal], in repository: String, _ client: RegistryClient) {
        self.goals = goals
        self.repository = repository
        self.client = client
    }

    var count: Int { goals.count }

    /// Finds out where the tags are. Those that are not asked for are moved wherever they are, and cannot be put back.
    func ask() throws {
        try Lanes.forEach(goals, width: 8) { [self] goal in
            let found = try client.descriptor(repository, .tag(goal.tag), from: .registryAlone)
            state.withLock { $0.former[goal.tag] = .some(found) }
        }
    }

    /// Says which images were not in the repository before.
    func noteNew(_ roots: Set<Digest>) { state.withLock { $0.new.formUnion(roots) } }

    /// Whether one of them leads to its image already.
    var isAnyThere: Bool { goals.contains { isThere($0) } }

    private func isThere(_ goal: Goal) -> Bool {
        state.withLock { $0.former[goal.tag].flatMap(\.self)?.digest == goal.root }
    }

    /// Has all of them lead to their images.
    func move() throws {
        for goal in goals where !isThere(goal) {
            try Interruption.check()
            let document = try goal.document()
            // Before: that the answer is lost does not mean that the tag has not moved.
            state.withLock { $0.moved.append(goal.tag) }
            try client.put(document, to: repository, as: .tag(goal.tag))
        }
    }

    /// The same; where one cannot be moved, those that were are put back.
    func moveOrPutBack(notice: (String) -> Void) throws {
        do {
            try move()
        } catch {
            do {
                try putBack(notice: notice)
            } catch let fault as PushFault {
                notice("\(fault)")
            }
            throw error
        }
    }

    /// Has those that were moved lead to what they did before. One that there was not is removed, if the registry allows that.
    func putBack(notice: (String) -> Void) throws {
        let (former, moved) = state.withLock { ($0.former, $0.moved) }
        var left: [String] = []
        var failure: (any Error)?
        // What was there before comes first: a new tag may only go with the image that it leads to.
        for tag in moved.filter({ former[$0].flatMap(\.self) != nil })
            + moved.filter({ former[$0].flatMap(\.self) == nil })
        {
            guard let old = former[tag] else { continue }
            do {
                // What somebody else has set since is theirs.
                guard try isOurs(tag) else { continue }
                try putBack(tag, to: old, notice)
            } catch {
                left.append(tag)
                failure = failure ?? error
            }
        }
        state.withLock { $0.moved = left }
        if let failure { throw PushFault.notPutBack(left, failure) }
    }

    private func isOurs(_ tag: String) throws -> Bool {
        let now = try client.descriptor(repository, .tag(tag), from: .registryAlone)?.digest
        return goals.contains { $0.tag == tag && $0.root == now }
    }

    private func putBack(_ tag: String, to old: Descriptor?, _ notice: (String) -> Void) throws {
        if let old {
            guard let document = try client.manifest(repository, .digest(old.digest), from: .registryAlone) else {
                throw RegistryFault.notFound("manifest \(old.digest) of \(repository)", registry: client.registry)
            }
            return try client.put(document, to: repository, as: .tag(tag))
        }
        if try !remove(tag) { notice("the tag \(tag) is new, and the registry does not let it be removed") }
    }

    /// False where the registry does not allow it. Some only let a whole image go, with all that leads to it: which is as well
    /// where nothing did before.
    private func remove(_ tag: String) throws -> Bool {
        if try isAllowed({ _ = try client.delete(repository, .tag(tag)) }) { return true }
        guard let goal = goals.first(where: { $0.tag == tag }), state.withLock({ $0.new.contains(goal.root) }) else {
            return false
        }
        guard try isNamedByUsAlone(goal.root),
            try isAllowed({ _ = try client.delete(repository, .digest(goal.root)) })
        else { return false }
        return try client.descriptor(repository, .tag(tag), from: .registryAlone) == nil
    }

    /// Whether no tag leads to an image but those that were moved. Where there are very many, nobody asks them all.
    private func isNamedByUsAlone(_ root: Digest) throws -> Bool {
        let ours = Set(state.withLock { $0.moved })
        let others = try client.tags(of: repository)?.filter { !ours.contains($0) } ?? []
        guard others.count <= Self.mostAsked else { return false }
        return try others.allSatisfy {
            try client.descriptor(repository, .tag($0), from: .registryAlone)?.digest != root
        }
    }

    private static var mostAsked: Int { 50 }

    private func isAllowed(_ body: () throws -> Void) throws -> Bool {
        do {
            try body()
            return true
        } catch let fault as RegistryFault where fault.isRefusalToDelete {
            return false
        }
    }
}

extension RegistryFault {
    /// Some delete nothing, and some no tags: to them a tag is a bad digest.
    fileprivate var isRefusalToDelete: Bool {
        switch self {
        case .notAllowed, .refused(_, _, 400, _): true
        default: false
        }
    }
}
