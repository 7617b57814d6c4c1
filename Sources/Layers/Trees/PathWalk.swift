/// Something with names in it, some of which lead on.
protocol NamedEntries: AnyObject {
    func step(to name: [UInt8]) -> PathStep<Self>
}

enum PathStep<Entries> {
    case nothing
    case directory(Entries)
    case link(target: [UInt8])
    /// What has no names in it and leads nowhere.
    case other
}

/// Whose rules hold for links.
enum PathRules {
    /// Those of a process whose root the tree is.
    case system
    /// Those of sources and destinations of a COPY: more links are followed, and in the target of one `a/..` is nothing, wherever `a`
    /// leads.
    case copying

    fileprivate var mostLinks: Int {
        switch self {
        case .system: 40
        case .copying: 255
        }
    }

    fileprivate func names(of target: [UInt8]) -> [[UInt8]] {
        switch self {
        case .system: PathNames.split(target)
        case .copying: PathNames.clean(target)
        }
    }
}

/// Follows a path from the root, links included, and never out of it: `..` of the root is the root, and absolute targets
/// begin there. Behind what is not there, names are taken as they are written.
struct PathWalk<Entries: NamedEntries> {
    /// From the root to the end, without a link on the way.
    private(set) var names: [[UInt8]] = []
    /// What each name leads to.
    private var steps: [PathStep<Entries>] = []
    private let root: Entries
    private var linksLeft: Int

    init(
        _ path: [UInt8], from root: Entries, followsLast: Bool = true, _ rules: PathRules
    ) throws(PathFault) {
        self.root = root
        linksLeft = rules.mostLinks
        var rest: [[UInt8]] = PathNames.split(path).reversed()
        while let name = rest.popLast() {
            if PathNames.isParent(name) {
                _ = (names.popLast(), steps.popLast())
                continue
            }
            let step = try next(name)
            guard case .link(let target) = step, followsLast || !rest.isEmpty else {
                names.append(name)
                steps.append(step)
                continue
            }
            linksLeft -= 1
            if linksLeft < 0 { throw .loop(path) }
            if target.first == PathNames.slash { (names, steps) = ([], []) }
            rest += rules.names(of: target).reversed()
        }
    }

    private func next(_ name: [UInt8]) throws(PathFault) -> PathStep<Entries> {
        switch end {
        case .directory(let entries): entries.step(to: name)
        case .nothing: .nothing
        case .link, .other: throw .notDirectory(names)
        }
    }

    /// What is at the end.
    var end: PathStep<Entries> { steps.last ?? .directory(root) }

    /// The directory that holds what is at the end; nil for the root, and where that directory is not there.
    var holder: Entries? {
        guard !steps.isEmpty else { return nil }
        guard steps.count > 1 else { return root }
        guard case .directory(let entries) = steps[steps.count - 2] else { return nil }
        return entries
    }
}

/// Why a path leads nowhere.
enum PathFault: Error, Equatable {
    /// A row of links that does not end, or not soon enough.
    case loop([UInt8])
    /// A path goes on behind what is no directory.
    case notDirectory([[UInt8]])
}
