internal import Host

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

extension Scan {
    /// A directory in a directory that is open.
    func open(_ node: Node, in parent: Handle) throws(SystemError) -> Handle {
        let name = node.pointee.parent?.pointee.cName(of: node.pointee.entry)
        guard let name else { preconditionFailure("the root is in no directory") }
        return Handle(try system.openDirectory(name, in: parent.descriptor), system, openCount)
    }

    /// A directory anywhere, opened from the top downwards.
    func open(_ node: Node) throws(ContextFault) -> Handle {
        var trail = Trail()
        return try open(node, &trail)
    }

    /// A directory anywhere, opened from the nearest of the trail downwards, which its way becomes.
    func open(_ node: Node, _ trail: inout Trail) throws(ContextFault) -> Handle {
        var way: [Node] = []
        var next: Node? = node
        while let node = next, node.pointee.parent != nil, trail[node] == nil {
            way.append(node)
            next = node.pointee.parent
        }
        var handle = if let next, let known = trail[next] { known } else { try rootHandle() }
        for step in way.reversed() {
            do throws(SystemError) {
                handle = try open(step, in: handle)
            } catch {
                throw fault(opening: step, error)
            }
            trail.append(step, handle)
        }
        return handle
    }

    func fault(opening directory: Node, _ error: SystemError) -> ContextFault {
        switch error.code {
        // It was there as a directory.
        case .notFound, .notDirectory, SystemError.Code(rawValue: ELOOP): .changing(Scan.name(nil, in: directory))
        default: fault(error, nil, in: directory)
        }
    }

    func fault(_ error: SystemError, _ entry: UnsafeMutablePointer<Entry>?, in directory: Node) -> ContextFault {
        if error.code == .interrupted { return .interrupted }
        return .unreadable(Scan.name(entry, in: directory), error)
    }

    /// For people.
    static func name(_ entry: UnsafeMutablePointer<Entry>?, in directory: Node) -> String {
        let path = Tree.path(of: entry, in: directory)
        return path.isEmpty ? "." : String(decoding: path, as: UTF8.self)
    }
}

/// Directories that were opened by one way from the top, the last of them: what is opened next is likely to be near. So
/// a tree that is deeper than many files may be open costs not its depth for each directory.
struct Trail {
    private var handles: [Node: Handle] = [:]
    private var order: [Node] = []

    private static let length = max(4, 128 / Crew.standardCount)

    subscript(node: Node) -> Handle? { handles[node] }

    mutating func append(_ node: Node, _ handle: Handle) {
        if order.count == 2 * Self.length {
            for old in order[..<Self.length] { handles[old] = nil }
            order.removeFirst(Self.length)
        }
        if handles.updateValue(handle, forKey: node) == nil { order.append(node) }
    }
}
