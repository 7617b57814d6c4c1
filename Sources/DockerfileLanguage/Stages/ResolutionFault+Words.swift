internal import OCI
internal import Values

extension ResolutionFault {
    func diagnostic(at range: SourceRange?) -> Diagnostic {
        Diagnostic(.error, message, at: ownPlace ?? range, notes: notes, hint: hint)
    }

    private var ownPlace: SourceRange? {
        if case .instruction(.mount(_, let range)) = self { range } else { nil }
    }

    private var message: String {
        switch self {
        case .expansion(let fault): "\(fault)"
        case .emptyBase(let text, _, _): "FROM has no base: \"\(text)\" is empty once variables are replaced"
        case .emptyPlatform(let text, _, _): "the platform \"\(text)\" is empty once variables are replaced"
        case .platform(let fault): "\(fault)"
        case .reference(let fault): "\(fault)"
        case .stageName(let name): "the stage name \"\(name)\" cannot name an image, as names of stages must be able to"
        case .unknownTarget(let name, _): "there is no stage \"\(name)\" to build"
        case .noSuchStage(let number, let count):
            "there is no stage number \(number): the file has \(Quantity(count, "stage"))"
        case .variableInFrom: "variables are not expanded in \"--from\""
        case .cycle(let stages) where stages.count == 1: "stage \"\(stages[0].name)\" needs itself"
        case .cycle(let stages): "stages need one another in a circle: \(Self.circle(stages.map(\.name)))"
        case .stageBelow(let name, _, let isMount):
            "cannot \(isMount ? "mount" : "copy") from stage \"\(name)\", which is defined further down"
        case .image(let name, let cause, _): "cannot load the image \"\(name)\": \(cause)"
        case .epoch(let text, _): "SOURCE_DATE_EPOCH is \"\(text)\", neither a number of seconds nor a source"
        case .instruction(let fault): "\(fault)"
        case .broken(let all): "the checks found something, which is an error here: \(Self.rules(all.map(\.finding)))"
        case .tooMuch(.variables):
            "the steps of the Dockerfile are given more than \(Effort.mostVariables) variables in all"
        case .tooMuch(.text): "the history of the images is longer than \(Effort.mostText >> 20) MiB"
        }
    }

    private var notes: [Diagnostic.Note] {
        switch self {
        case .cycle(let stages) where stages.count > 1:
            stages.indices.dropFirst().prefix(Self.mostStages).map { index in
                let next = stages[(index + 1) % stages.count]
                return .init("\"\(stages[index].name)\" needs \"\(next.name)\"", stages[index].range)
            }
        case .stageBelow(let name, let range, _): [.init("\"\(name)\" is defined here", range)]
        case .broken(let all):
            all.prefix(Self.mostFindings).map { .init("\($0.finding.rule.rawValue): \($0.finding.detail)", $0.range) }
        default: []
        }
    }

    private var hint: String? {
        switch self {
        case .expansion(let fault): fault.hint
        case .emptyBase(_, let unset, let known):
            Self.variable(unset, known) ?? "give the variable a default with an ARG before the first FROM"
        case .emptyPlatform(_, let unset, let known):
            Self.variable(unset, known) ?? "for example --platform=$BUILDPLATFORM"
        case .platform(let fault): fault.hint
        case .reference(let fault): fault.hint
        case .stageName: "end it in a letter or digit, and let no two of - . _ follow each other, but for __ and --"
        case .unknownTarget(let name, let known):
            Spelling.nearest(to: name, among: known).map { "did you mean \"\($0)\"?" } ?? Self.list(known)
        case .noSuchStage: "stages are counted from 0"
        case .variableInFrom: "name a stage after it, FROM … AS name, and copy from that"
        case .cycle(let stages) where stages.count == 1: "a stage copies from others, or from those above it"
        case .cycle: "move what both need to a stage of its own"
        case .stageBelow: "move that stage up, above the one that needs it"
        case .image(_, _, let near): near.map { "did you mean the stage \"\($0)\"?" }
        case .epoch(let text, let known): Spelling.nearest(to: text, among: known).map { "did you mean \"\($0)\"?" }
        case .instruction(let fault): fault.hint
        case .broken: "mend it, or take error=true away from the check settings"
        case .tooMuch(.variables): "set fewer variables, or let fewer steps do the same"
        case .tooMuch(.text): "divide the Dockerfile into several"
        }
    }

    private static func variable(_ unset: [String], _ known: [String]) -> String? {
        for name in unset {
            if let near = Spelling.nearest(to: name, among: known) { return "did you mean \"$\(near)\"?" }
        }
        return unset.first.map { "declare it with ARG \($0) before the first FROM, or give it with --build-arg" }
    }

    private static let mostStages = 8
    private static let mostFindings = 10

    private static func rules(_ findings: [Finding]) -> String {
        let broken = Set(findings.map(\.rule))
        return Rule.allCases.filter(broken.contains).map(\.rawValue).joined(separator: ", ")
    }

    private static func circle(_ names: [String]) -> String {
        let shown = names.count > mostStages ? names.prefix(mostStages - 1) + ["…"] : names[...]
        return (shown + names.prefix(1)).joined(separator: " → ")
    }

    private static func list(_ names: [String]) -> String? {
        names.isEmpty || names.count > 12 ? nil : "the stages are \(names.joined(separator: ", "))"
    }
}
