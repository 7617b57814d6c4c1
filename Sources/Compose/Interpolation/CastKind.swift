/// What a string in a certain place is to become: people write `"${REPLICAS}"` where a number belongs.
enum CastKind: Equatable {
    case boolean
    case integer
    case number

    /// Nil where strings stay strings.
    init?(at path: [String]) {
        guard path.count >= 3 else { return nil }
        let table = path[0] == "services" ? Self.ofServices : path.count == 3 ? Self.ofResources[path[0]] ?? [:] : [:]
        guard let kind = table[path[2]] ?? Self.deeper(table, path[2...]) else { return nil }
        if path.count > 3, table[path[2]] != nil { return nil }
        self = kind
    }

    private static func deeper(_ table: [String: CastKind], _ path: ArraySlice<String>) -> CastKind? {
        guard 2...3 ~= path.count, let first = path.first, let last = path.last else { return nil }
        if path.count == 2 { return table["\(first).\(last)"] ?? table["\(first).*"] }
        return table["\(first).\(path[path.startIndex + 1]).\(last)"] ?? table["\(first).*.\(last)"]
    }

    func cast(_ text: String) -> Item.Value? {
        switch self {
        case .boolean: Self.boolean(text).map { .bool($0) }
        case .integer: Int(text).map { .integer($0) }
        case .number: Double(text).map { .float($0) }
        }
    }

    /// As YAML 1.1 has it: `yes` and `on` are true.
    static func boolean(_ text: String) -> Bool? {
        switch text.lowercased() {
        case "true", "y", "yes", "on": true
        case "false", "n", "no", "off": false
        default: nil
        }
    }

    private static let ofServices: [String: CastKind] = [
        "cpu_count": .integer, "cpu_percent": .number, "cpu_period": .integer, "cpu_quota": .integer,
        "cpu_rt_period": .integer, "cpu_rt_runtime": .integer, "cpus": .number, "cpu_shares": .integer,
        "init": .boolean, "depends_on.*.required": .boolean, "depends_on.*.restart": .boolean,
        "deploy.replicas": .integer, "deploy.update_config.parallelism": .integer,
        "deploy.update_config.max_failure_ratio": .number, "deploy.rollback_config.parallelism": .integer,
        "deploy.rollback_config.max_failure_ratio": .number, "deploy.restart_policy.max_attempts": .integer,
        "deploy.placement.max_replicas_per_node": .integer, "healthcheck.retries": .integer,
        "healthcheck.disable": .boolean, "oom_kill_disable": .boolean, "oom_score_adj": .integer,
        "pids_limit": .integer, "ports.[].target": .integer, "privileged": .boolean, "read_only": .boolean,
        "scale": .integer, "stdin_open": .boolean, "tty": .boolean, "ulimits.*": .integer,
        "ulimits.*.hard": .integer, "ulimits.*.soft": .integer, "volumes.[].read_only": .boolean,
    ]

    private static let ofResources: [String: [String: CastKind]] = [
        "networks": [
            "external": .boolean, "internal": .boolean, "attachable": .boolean, "enable_ipv4": .boolean,
            "enable_ipv6": .boolean,
        ],
        "volumes": ["external": .boolean], "secrets": ["external": .boolean], "configs": ["external": .boolean],
    ]
}
