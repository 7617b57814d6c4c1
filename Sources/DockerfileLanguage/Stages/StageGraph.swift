internal import Values

/// What stages begin with, and which others they need.
struct StageGraph {
    /// Where a FROM, a COPY or a mount leads.
    enum Source: Hashable {
        case scratch
        case stage(Int)
        /// An image, or a named context in its place, as it is written.
        case foreign(String)
    }

    struct Need {
        let source: Source
        let instruction: Instruction
        /// Where the instruction says so.
        let part: InstructionPart

        func place(escape: UInt8) -> SourceRange { instruction.place(of: part, escape: escape) }
    }

    struct Node {
        let stage: Stage
        /// As steps name it, if there are others: `build`, `stage-1`.
        let label: String
        /// Whether it was named, so that it has the name whether or not it is alone.
        var base = Source.scratch
        /// What was given for the name of the stage from outside, in place of all that it says.
        var replacement: NamedSource?
        /// As the FROM wants it.
        var platform: Platform?
        /// The global arguments that the FROM asks for.
        var arguments: Set<ExactText> = []
        var needs: [Need] = []
    }

    private(set) var nodes: [Node] = []
    /// The last stage of each name.
    private var numbers: [String: Int] = [:]

    /// What a FROM of a stage to be added leads to: names of stages above count as they are written.
    func base(named name: String) -> Source {
        if let number = numbers[name] { return .stage(number) }
        return name == "scratch" ? .scratch : .foreign(name)
    }

    mutating func add(_ node: Node) {
        if let name = node.stage.name { numbers[name] = nodes.count }
        nodes.append(node)
    }

    /// What COPY --from leads to: a stage by its number or its name, or else an image.
    func source(ofCopy from: String, _ expander: Expander) throws(ResolutionFault) -> Source {
        let expanded: String
        do throws(ExpansionFault) {
            expanded = try expander.expand(from, Variables()).text
        } catch {
            throw .expansion(error)
        }
        guard expanded.utf8.elementsEqual(from.utf8) else { throw .variableInFrom }
        guard let number = Int(from) else { return source(ofMount: from) }
        guard nodes.indices.contains(number) else { throw .noSuchStage(number, count: nodes.count) }
        return .stage(number)
    }

    func source(ofMount from: String) -> Source {
        if let number = numbers[from.lowercased()] { return .stage(number) }
        return from == "scratch" ? .scratch : .foreign(from)
    }

    /// All that an instruction reads.
    func needs(of instruction: Instruction, _ expander: Expander) throws(ResolutionFault) -> [Need] {
        switch instruction.content {
        case .copy(let copying):
            guard let from = copying.from else { return [] }
            return [Need(source: try source(ofCopy: from, expander), instruction: instruction, part: .flag("from"))]
        case .run(let running):
            return running.mounts.enumerated().compactMap { number, mount in
                mount.writtenFrom.map {
                    Need(source: source(ofMount: $0), instruction: instruction, part: .flag("mount", number))
                }
            }
        default: return []
        }
    }

    mutating func addNeeds(_ needs: [Need], of number: Int) {
        nodes[number].needs += needs
    }

    func number(named name: String) -> Int? {
        numbers[name.lowercased()]
    }

    var names: [String] { nodes.map(\.label) }
}
