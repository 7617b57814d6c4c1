internal import Values

/// A plan as dots and arrows, for programs that draw.
package struct PlanGraph: Sendable {
    enum Shape: Sendable {
        case base
        case step
        case target
    }

    struct Node: Sendable {
        let name: String
        let label: String
        let shape: Shape
        /// Whether several targets need it.
        var isShared = false
    }

    struct Edge: Sendable {
        let from: String
        let to: String
        /// Whether files are read, and nothing is built upon.
        let isRead: Bool
    }

    private(set) var nodes: [Node] = []
    private(set) var edges: [Edge] = []
    private var names: [Digest: String] = [:]

    package init(_ plan: Plan) {
        for base in plan.bases where names[base.state] == nil {
            let remark = base.isKnown ? "" : " (not in the store)"
            add(Node(name: "b\(nodes.count)", label: base.name + remark, shape: .base), as: base.state)
        }
        for step in plan.steps { add(step) }
        for target in plan.targets { add(target) }
    }

    private mutating func add(_ node: Node, as state: Digest) {
        names[state] = node.name
        nodes.append(node)
    }

    private mutating func add(_ step: PlannedStep) {
        let stage = step.stage.map { "\($0): " } ?? ""
        let label = Self.cut(stage + step.shortTitle)
        let node = Node(name: "s\(nodes.count)", label: label, shape: .step, isShared: step.isShared)
        link(step.below, to: node.name, isRead: false)
        var linked: Set<Digest> = []
        for state in step.reads where linked.insert(state).inserted { link(state, to: node.name, isRead: true) }
        add(node, as: step.state)
    }

    private mutating func add(_ target: PlannedTarget) {
        let node = Node(
            name: "t\(nodes.count)", label: target.name + (target.isPromise ? " (key-files)" : ""), shape: .target)
        nodes.append(node)
        var linked: Set<Digest> = []
        for image in target.images where linked.insert(image.state).inserted {
            link(image.state, to: node.name, isRead: false)
        }
    }

    private mutating func link(_ state: Digest, to node: String, isRead: Bool) {
        if let from = names[state] { edges.append(Edge(from: from, to: node, isRead: isRead)) }
    }

    private static func cut(_ label: String) -> String {
        label.count > longest ? label.prefix(longest - 1) + "…" : label
    }

    private static let longest = 60
}
