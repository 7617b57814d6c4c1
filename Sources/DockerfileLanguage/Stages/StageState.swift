internal import OCI
internal import Values

/// What an instruction finds and may change: what the image says, and what is known while it is built.
struct StageState {
    /// Its environment and its history are not kept up: they are `environment` and those of the stages.
    var configuration: ImageConfiguration
    let platform: Platform
    /// What the image will have.
    private(set) var environment = Variables()
    /// What processes and words see: ARGs as well.
    private(set) var variables = Variables()
    /// Variables of the image that an ARG hides, here and not in stages that begin with this one.
    private var hidden: Set<ExactText> = []
    /// ARGs so far, those of parents first, with what they hold where no variable of the name does.
    private(set) var arguments = Variables()
    /// When variables were last set, and when that of the image was last taken over.
    private var settings: [ExactText: Int] = [:]
    private var inheritance = 0
    private var clock = 0
    private var sorted: Variables?
    /// Whether nobody has seen the image it began with, so that it may have more variables, and a shell.
    let isGuess: Bool
    /// Whether a WORKDIR was there, in a parent or here.
    var hasWorkdir = false

    /// At the beginning of a stage that begins with an image, or nothing.
    init(_ configuration: ImageConfiguration, platform: Platform, isGuess: Bool = false) {
        self.isGuess = isGuess
        self.configuration = configuration
        self.platform = platform
        self.configuration.history = []
        self.configuration.execution.onBuild = []
        for entry in configuration.execution.environment where !entry.isEmpty {
            let (name, value) = entry.cutAtEquals
            // The first of a name stays where it is, and the last counts while building.
            if environment[name] == nil { environment.set(name, to: value ?? "") }
            set(name, to: value ?? "")
        }
        self.configuration.execution.environment = []
        let directory = configuration.execution.workingDirectory ?? ""
        if !directory.isEmpty { self.configuration.execution.workingDirectory = SlashPath.rooted(directory) }
    }

    /// At the beginning of a stage that begins with the one that ended like this.
    mutating func inherit() {
        configuration.execution.onBuild = []
        for name in hidden { variables.set(name.text, to: environment[name.text] ?? "") }
        hidden = []
        inheritance = clock
        sorted = nil
    }

    /// Everything can be found by a path, but on Windows, where the system knows where to look.
    mutating func addPath() {
        if environment["PATH"] == nil, platform.system != "windows" { setEnvironment("PATH", to: Self.path) }
    }

    mutating func setEnvironment(_ name: String, to value: String) {
        environment.set(name, to: value)
        set(name, to: value)
        hidden.remove(ExactText(name))
    }

    private mutating func set(_ name: String, to value: String) {
        variables.set(name, to: value)
        clock += 1
        settings[ExactText(name)] = clock
        sorted = nil
    }

    mutating func setArgument(_ name: String, to value: String?, isVariable: Bool) {
        arguments.set(name, to: value ?? "")
        guard isVariable, let value else { return }
        set(name, to: value)
        if environment[name] != nil { hidden.insert(ExactText(name)) }
    }

    var areSorted: Bool { sorted != nil }

    /// The variables as processes get them: those set last come last.
    mutating func sortedVariables() -> Variables {
        if let sorted { return sorted }
        var places: [ExactText: Int] = [:]
        for (place, variable) in environment.all.enumerated() { places[ExactText(variable.name)] = place }
        let keyed = variables.all.map { variable in
            let name = ExactText(variable.name)
            let time = settings[name] ?? 0
            // What the image has was set anew when the stage began.
            let place = time > inheritance ? nil : places[name]
            return (variable, age: time > inheritance ? 2 : place == nil ? 0 : 1, order: place ?? time)
        }
        var all = Variables()
        for (variable, _, _) in keyed.sorted(by: { ($0.age, $0.order) < ($1.age, $1.order) }) {
            all.set(variable.name, to: variable.value)
        }
        sorted = all
        return all
    }

    var workingDirectory: String {
        let directory = configuration.execution.workingDirectory ?? ""
        return directory.isEmpty ? "/" : directory
    }

    var user: String? {
        configuration.execution.user.flatMap { $0.isEmpty ? nil : $0 }
    }

    static let path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

    /// Of an image that nothing is in.
    static func empty(for platform: Platform) -> ImageConfiguration {
        var configuration = ImageConfiguration(platform: platform)
        configuration.execution.workingDirectory = "/"
        if platform.system != "windows" { configuration.execution.environment = ["PATH=\(path)"] }
        return configuration
    }
}

extension SlashPath {
    /// A path from the root: an absolute one as it is.
    static func rooted(_ path: String, in directory: String = "/") -> String {
        if path.utf8.first == UInt8(ascii: "/") { return path }
        return join(directory.utf8.first == UInt8(ascii: "/") ? directory : "/" + directory, path)
    }

    /// The shortest way to write such a path, but for the slash or the dot at its end, which matters to COPY.
    static func destination(_ path: String, in directory: String) -> String {
        let path = path == "." || path.isEmpty ? "./" : path
        let whole = clean(rooted(path, in: directory))
        let isTop = whole == "/"
        if path.hasSuffix("/") { return isTop ? whole : whole + "/" }
        if path.hasSuffix("/.") { return isTop ? "/." : whole + "/." }
        return whole
    }
}
