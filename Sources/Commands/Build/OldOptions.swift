internal import Arguments
internal import BakeLanguage

/// Options that `docker build` had, or that have other names now. Those that mean nothing any more are passed over.
struct OldOptions {
    private let memory: Option<String?>
    private let memorySwap: Option<String?>
    private let shares: Option<String?>
    private let period: Option<String?>
    private let quota: Option<String?>
    private let processors: Option<String?>
    private let memoryNodes: Option<String?>
    private let isolation: Option<String?>
    private let security: Option<[String]>
    private let squash: Option<Bool>
    private let print: Option<String?>

    init(_ declare: inout Declaration) {
        declare.optionGroup("Old options")
        func resource(_ key: Resources.Key, _ short: Unicode.Scalar? = nil) -> Option<String?> {
            declare.option(
                "--\(key.rawValue)", short: short, value: "VALUE",
                help: "The old form of --resource \(key.rawValue)=VALUE")
        }
        memory = resource(.memory, "m")
        memorySwap = resource(.memorySwap)
        shares = resource(.cpuShares, "c")
        period = resource(.cpuPeriod)
        quota = resource(.cpuQuota)
        processors = resource(.cpus)
        memoryNodes = resource(.memoryNodes)
        print = declare.option("--print", value: "METHOD", help: "The old form of --call")
        isolation = declare.option("--isolation", value: "HOW", help: "Passed over")
        security = declare.repeatedOption("--security-opt", value: "OPTION", help: "Passed over")
        squash = declare.flag("--squash", help: "Passed over")
        _ = declare.flag("--compress", help: "Passed over")
        _ = declare.flag("--rm", help: "Passed over")
        _ = declare.flag("--force-rm", help: "Passed over")
    }

    /// As `--resource` has them.
    func resources(_ invocation: Invocation) -> [(name: String, value: String)] {
        let options: [(Resources.Key, Option<String?>)] = [
            (.memory, memory), (.memorySwap, memorySwap), (.cpuShares, shares), (.cpuPeriod, period),
            (.cpuQuota, quota), (.cpus, processors), (.memoryNodes, memoryNodes),
        ]
        return options.compactMap { key, option in invocation[option].map { (key.rawValue, $0) } }
    }

    /// What `--call` has, where only the old option is given.
    func callMethod(_ invocation: Invocation) throws -> CallMethod? {
        try concerning("--print") { try CallMethod(text: invocation[print] ?? "") }
    }

    /// What is to be told of those that are passed over, and asked for something.
    func warnings(_ invocation: Invocation) -> [String] {
        var warnings: [String] = []
        if invocation.isGiven(isolation) { warnings.append("--isolation means nothing here, and is passed over") }
        if !invocation[security].isEmpty { warnings.append("--security-opt is passed over") }
        if invocation[squash] { warnings.append("--squash is passed over; copy from one stage to another instead") }
        return warnings
    }
}
