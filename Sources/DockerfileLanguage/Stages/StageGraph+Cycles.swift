internal import Values

extension StageGraph {
    /// Stages that copy or mount from one another in a circle, if there are such.
    var cycle: [(name: String, range: SourceRange)]? {
        var isDone = Array(repeating: false, count: nodes.count)
        var path: [(node: Int, next: Int)] = []
        var depths: [Int: Int] = [:]
        for start in nodes.indices where !isDone[start] {
            path.append((start, 0))
            depths[start] = 0
            while let (node, next) = path.last {
                guard next < nodes[node].needs.count else {
                    isDone[node] = true
                    depths[node] = nil
                    path.removeLast()
                    continue
                }
                path[path.count - 1].next += 1
                guard case .stage(let other) = nodes[node].needs[next].source, !isDone[other] else { continue }
                if let depth = depths[other] { return described(path[depth...]) }
                depths[other] = path.count
                path.append((other, 0))
            }
        }
        return nil
    }

    private func described(_ path: ArraySlice<(node: Int, next: Int)>) -> [(name: String, range: SourceRange)] {
        path.map { (nodes[$0.node].label, nodes[$0.node].needs[$0.next - 1].instruction.range) }
    }
}
