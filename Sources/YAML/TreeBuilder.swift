internal import Values

/// Makes trees of events. Keeps its own stack, so that depth is a matter of the limit alone.
struct TreeBuilder {
    static let depthLimit = 500
    /// How many nodes aliases may stand for in all.
    static let aliasLimit = 400_000

    /// A sequence or mapping whose end has not come.
    private struct Open {
        let isMapping: Bool
        let properties: Event.Properties
        let start: Int
        var end: Int
        var children: [YAMLNode] = []
        /// How many nodes it holds, itself among them.
        var weight = 1
    }

    private let file: SourceFile
    private let reader: EventReader
    private var open: [Open] = []
    private var anchors: [String: (node: YAMLNode, weight: Int)] = [:]
    private var aliased = 0
    private var root: YAMLNode?
    /// What is wrong, and does not keep the rest from being read.
    private(set) var faults: [YAMLFault] = []

    init(_ file: SourceFile) {
        self.file = file
        reader = EventReader(file)
    }

    /// The next document; nil at the end.
    mutating func document() throws(YAMLFault) -> YAMLNode? {
        anchors = [:]
        root = nil
        while true {
            let event = try reader.next()
            switch event.kind {
            case .streamEnd: return nil
            case .documentEnd: return root
            case .other: break
            default: try take(event)
            }
        }
    }

    private mutating func take(_ event: Event) throws(YAMLFault) {
        switch event.kind {
        case .alias(let name):
            try alias(name, at: range(event.offsets))
        case .scalar(let text, let isPlain, let properties):
            add(scalar(text, isPlain, properties, at: range(event.offsets)), weight: 1, anchor: properties.anchor)
        case .sequenceStart(let properties):
            try begin(isMapping: false, properties, event.offsets)
        case .mappingStart(let properties):
            try begin(isMapping: true, properties, event.offsets)
        case .end:
            close(event.offsets)
        case .documentEnd, .streamEnd, .other: break
        }
    }

    private mutating func begin(
        isMapping: Bool, _ properties: Event.Properties, _ offsets: Range<Int>
    ) throws(YAMLFault) {
        guard open.count < Self.depthLimit else {
            throw .tooDeep(limit: Self.depthLimit, at: range(offsets))
        }
        if let anchor = properties.anchor { anchors[anchor] = nil }
        open.append(
            Open(isMapping: isMapping, properties: properties, start: offsets.lowerBound, end: offsets.upperBound))
    }

    private mutating func close(_ offsets: Range<Int>) {
        guard var done = open.popLast() else { return }
        // A block has no mark of its end: it ends with the last thing in it.
        if !offsets.isEmpty { done.end = offsets.upperBound }
        let place = range(done.start..<max(done.start, done.end))
        let content = done.isMapping ? mapping(done.children) : .sequence(done.children)
        add(
            YAMLNode(content: content, tag: done.properties.tag, range: place), weight: done.weight,
            anchor: done.properties.anchor, end: done.end)
    }

    private mutating func add(_ node: YAMLNode, weight: Int, anchor: String?, end: Int? = nil) {
        if let anchor { anchors[anchor] = (node, weight) }
        guard let last = open.indices.last else {
            root = node
            return
        }
        open[last].children.append(node)
        open[last].weight += weight
        open[last].end = max(open[last].end, end ?? node.range.offsets.upperBound)
    }

    private mutating func alias(_ name: String, at place: SourceRange) throws(YAMLFault) {
        if let holder = open.last(where: { $0.properties.anchor == name }), anchors[name] == nil {
            throw .containsItself(anchor: name, at: place, defined: range(holder.start..<holder.start + 1))
        }
        guard let (node, weight) = anchors[name] else {
            throw .unknownAnchor(name: name, at: place, known: anchors.keys.sorted())
        }
        aliased += weight
        guard aliased <= Self.aliasLimit else { throw .tooManyAliases(at: place) }
        add(node, weight: weight, anchor: nil, end: place.offsets.upperBound)
    }

    private mutating func scalar(
        _ text: String, _ isPlain: Bool, _ properties: Event.Properties, at place: SourceRange
    ) -> YAMLNode {
        let content = ScalarReader.read(text, tag: properties.tag, isPlain: isPlain)
        if content == nil { faults.append(.notOfTag(text: text, tag: properties.tag ?? "", at: place)) }
        return YAMLNode(content: content ?? .string(text), tag: properties.tag, range: place)
    }

    mutating func note(_ fault: YAMLFault) {
        faults.append(fault)
    }

    private func range(_ offsets: Range<Int>) -> SourceRange {
        SourceRange(file, offsets.clamped(to: 0..<file.bytes.count))
    }
}
