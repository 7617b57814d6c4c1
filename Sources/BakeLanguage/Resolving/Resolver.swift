internal import HCL
internal import Values

/// Computes what the HCL and JSON files of one bake say.
///
/// Names may be used before they are defined and across files, so everything is computed when it is first needed, once. An
/// expression's dependencies are all resolved before it is computed, whether or not its value will need them: what is wrong
/// with a variable is an error even where `try` asks for it.
///
/// A fault is reported where it is found, and whatever depends on the faulty thing is silent, so that one mistake makes one
/// message, and all mistakes are told at once.
final class Resolver {
    let surroundings: any Surroundings
    let overrides: VariableOverrides
    let root: Scope

    var attributes: [String: Prepared] = [:]
    var attributeRanges: [String: SourceRange] = [:]
    var variables: [String: VariableBlock] = [:]
    var variableOrder: [String] = []
    var functions: [String: FunctionBlock] = [:]
    /// By name, those of a name in the order of the files. Empty until the names are known, as a name cannot depend on
    /// targets.
    var targets: [String: [Instance<Target>]] = [:]
    var groups: [String: [Instance<Group>]] = [:]
    var bases: PathBases

    var progress: [String: Progress] = [:]
    var functionProgress: [String: Progress] = [:]
    var types: [String: ValueType] = [:]
    var faults: [Diagnostic] = []
    private var depth = 0

    init(_ overrides: VariableOverrides, _ bases: PathBases, _ surroundings: any Surroundings) {
        self.overrides = overrides
        self.bases = bases
        self.surroundings = surroundings
        root = Scope(functions: FunctionLibrary(surroundings: surroundings).functions)
    }

    /// The names that mean blocks, or are given by whoever called, and cannot be defined.
    func isReserved(_ name: String) -> Bool {
        name == Target.blockType || name == Group.blockType || overrides.builtIns[name] != nil
    }

    /// Computes an expression when all it depends on has been.
    func evaluate(_ prepared: Prepared, in scope: Scope) throws(Diagnostics) -> Value {
        let scope = try resolve(prepared.dependencies, in: scope)
        return try prepared.expression.value(in: scope)
    }

    /// Runs `body` one level further down, up to where a chain of references can only be a mistake, or an attack.
    func descending(at range: SourceRange?, _ body: () throws(Diagnostics) -> Void) throws(Diagnostics) {
        guard depth < Self.deepest else {
            throw Diagnostics(ResolutionFault.tooDeep(Self.deepest).diagnostic(at: range))
        }
        depth += 1
        defer { depth -= 1 }
        try body()
    }

    private static let deepest = 500
    private static let enough = 200

    /// Reports what `body` throws, so that nobody after it has to. When more has been reported than anybody will read,
    /// nothing is tried any more: to find out what was meant takes time for every fault.
    func reporting(_ body: () throws(Diagnostics) -> Void) -> Bool {
        if faults.count >= Self.enough { return false }
        do throws(Diagnostics) {
            try body()
            return true
        } catch {
            faults += error.all.map(advised)
            return false
        }
    }

    /// With the name that was meant, where one is unknown only because its own definition is faulty.
    private func advised(_ fault: Diagnostic) -> Diagnostic {
        guard fault.mayFollow, fault.hint == nil, let range = fault.range else { return fault }
        var fault = fault
        fault.hint = Spelling.nearest(to: range.text, among: variableOrder).map { "did you mean \"\($0)\"?" }
        return fault
    }
}
