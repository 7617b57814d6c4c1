extension PlanGraph {
    /// The graph for Mermaid, which GitHub draws.
    package var mermaid: String {
        var lines = ["flowchart TD"]
        for node in nodes {
            let label = "\"\(Self.quoted(node.label))\""
            switch node.shape {
            case .base: lines.append("    \(node.name)([\(label)])")
            case .step: lines.append("    \(node.name)[\(label)]")
            case .target: lines.append("    \(node.name){{\(label)}}")
            }
        }
        for edge in edges { lines.append("    \(edge.from) \(edge.isRead ? "-.->" : "-->") \(edge.to)") }
        let shared = nodes.filter(\.isShared).map(\.name)
        if !shared.isEmpty {
            lines.append("    classDef shared stroke-width:3px")
            lines.append("    class \(shared.joined(separator: ",")) shared")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Whatever could mean something to Mermaid as the number of its scalar.
    private static func quoted(_ label: String) -> String {
        label.unicodeScalars.reduce(into: "") { text, scalar in
            if scalar.value < 0x20 {
                text += " "
            } else if "\"#&<>`\\;%".unicodeScalars.contains(scalar) {
                text += "#\(scalar.value);"
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
    }
}
