internal import Arguments
internal import BakeLanguage
internal import Values

/// The command line of `bake`, which is that of `docker buildx bake`.
struct BakeOptions {
    let choice: TargetOptions
    let print: Option<Bool>
    let list: Option<String?>
    let listTargets: Option<Bool>
    let listVariables: Option<Bool>
    let execution: ExecutionOptions

    init(_ declare: inout Declaration) {
        choice = TargetOptions(&declare)
        print = declare.flag("--print", help: "Show what would be built, as JSON, and build nothing")
        list = declare.option(
            "--list", value: "WHAT", help: "List what there is: targets, variables, type=targets,format=json",
            kind: .examples(["targets", "variables"]))
        listTargets = declare.flag("--list-targets", help: "The old form of --list=targets")
        listVariables = declare.flag("--list-variables", help: "The old form of --list=variables")
        execution = ExecutionOptions(&declare)
    }

    /// What the options say of all targets, beside `--set`.
    func overrides(_ invocation: Invocation) throws -> [Override] {
        flags(invocation)
            + (try execution.callMethod(invocation).map {
                [Override(.call, of: "--call", written: $0.name, value: $0.name)]
            } ?? [])
            + execution.attestations(invocation).map {
                Override(.attest, of: $0.option, written: $0.written, value: $0.text)
            }
    }

    private func flags(_ invocation: Invocation) -> [Override] {
        let given: [(option: Option<Bool>, key: OverrideKey, isSaid: Bool)] = [
            (execution.push, .push, invocation[execution.push]), (execution.load, .load, invocation[execution.load]),
            (execution.noCache, .noCache, invocation.isGiven(execution.noCache)),
            (execution.pull, .pull, invocation.isGiven(execution.pull)),
        ]
        return given.filter(\.isSaid).map { option, key, _ in
            let value = "\(invocation[option])"
            return Override(key, of: "--\(key.rawValue)", written: value, value: value)
        }
    }
}
