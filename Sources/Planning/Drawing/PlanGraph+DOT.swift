extension PlanGraph {
    /// The graph in the language of Graphviz.
    package var dot: String {
        var lines = ["digraph plan {", "    node [shape=box];"]
        for node in nodes {
            var attributes = ["label=\"\(Self.escaped(node.label))\""]
            switch node.shape {
            case .base: attributes.append("shape=oval")
            case .step: break
            case .target: attributes.append("shape=hexagon")
            }
            if node.isShared { attributes.append("penwidth=3") }
            lines.append("    \(node.name) [\(attributes.joined(separator: ", "))];")
        }
        for edge in edges { lines.append("    \(edge.from) -> \(edge.to)\(edge.isRead ? " [style=dashed]" : "");") }
        return (lines + ["}"]).joined(separator: "\n") + "\n"
    }

    private static func escaped(_ label: String) -> String {
        label.unicodeScalars.reduce(into: "") { text, scalar in
            if scalar.value < 0x20 {
                text += " "
            } else {
                if scalar == "\"" || scalar == "\\" { text += "\\" }
                text.unicodeScalars.append(scalar)
            }
        }
    }
}
