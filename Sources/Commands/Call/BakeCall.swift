internal import BakeLanguage
internal import Console
internal import Host
internal import Planning
internal import Values

/// What `--call`, or the attribute `call`, asks of the targets of a bake, answered as buildx does.
struct BakeCall {
    private let selection: Selection
    private let questions: [(target: Target, question: CallQuestion)]
    private let isJSON: Bool
    private let context: Context

    /// `method` is what the command line asks of all targets.
    init(_ selection: Selection, _ method: CallMethod?, _ context: Context) throws {
        self.selection = selection
        self.context = context
        questions = try selection.targets.sorted { $0.key < $1.key }.compactMap { name, target in
            try concerning(method == nil ? "target \(name)" : "--call") {
                guard let own = try CallMethod(text: target.call ?? "") else { return nil }
                return (target, try CallQuestion(own.name, as: method, isForProgram: context.wantsJSON))
            }
        }
        isJSON = method != nil && questions.contains { $0.question.isJSON }
    }

    var isAsking: Bool { !questions.isEmpty }

    /// What is to be built all the same.
    var rest: [BuildInput] {
        let asked = Set(questions.map(\.target.name))
        return selection.inputs.filter { !asked.contains($0.target.name) }
    }

    /// The answers, in the order of the targets. What keeps one target from being looked into is its answer, so that
    /// those of the others are shown.
    func answers(in world: any PlanningWorld) throws -> [CallAnswer] {
        let inspector = Inspector(world, linking: selection.inputs)
        return try questions.map { target, question in
            do {
                return try question.answer(inspector.inspection(of: question.input(BuildInput(target))))
            } catch let faults as Diagnostics {
                return CallAnswer(text: "", json: "{}", faults: faults.all, fails: true)
            }
        }
    }

    /// Writes the answers, and throws where a check has failed.
    func write(_ answers: [CallAnswer]) throws {
        if isJSON { try writeJSON(answers) } else { try writeText(answers) }
        if answers.contains(where: \.fails) { throw Unsuccessful() }
    }

    private func writeText(_ answers: [CallAnswer]) throws {
        for (place, (part, answer)) in zip(questions, answers).enumerated() {
            if place > 0 { try context.output.line() }
            try context.output.line(part.target.name)
            if let description = part.target.description, !description.isEmpty {
                try context.output.line(description.spellingOutControls(except: ["\n"]))
            }
            try context.output.line()
            try context.output.write(answer.shown.utf8)
            if !answer.faults.isEmpty { try context.output.write(answer.faults.display(context.palette).utf8) }
        }
    }

    private func writeJSON(_ answers: [CallAnswer]) throws {
        var found: [String: JSON.Member] = [:]
        for ((target, question), answer) in zip(questions, answers) {
            var members = try JSON(parsing: Array(answer.json.utf8), limit: .max).members ?? []
            if let fault = answer.faults.first { members.append(.init("error", .string(fault.message))) }
            found[target.name] = .init(question.subject.rawValue, .object(members.sorted { $0.name < $1.name }))
        }
        let targets = selection.targets.sorted { $0.key < $1.key }.map { name, target in
            JSON.Member(name, .object([.init("build", target.json)] + [found[name]].compactMap(\.self)))
        }
        let groups = selection.groups.sorted { $0.key < $1.key }.map { JSON.Member($0.key, $0.value.json) }
        try context.output.json(
            .object((groups.isEmpty ? [] : [.init("group", .object(groups))]) + [.init("target", .object(targets))]))
    }
}
