internal import Values

extension Bundle {
    /// What the control group allows.
    var resources: JSON {
        .object([
            .init(
                "devices", run.isPrivileged ? [["allow": true, "access": "rwm"]] : [["allow": false, "access": "rwm"]]),
            .init("memory", Self.object([("limit", limits.memory), ("swap", limits.memorySwap)])),
            .init("cpu", processors),
        ])
    }

    private var limits: SandboxResources { ControlGroup.limitsOfRuntime(run.resources) }

    private var processors: JSON {
        let wanted = limits
        let numbers = Self.object([
            ("shares", wanted.cpuShares), ("period", wanted.cpuPeriod), ("quota", wanted.cpuQuota),
        ])
        let words = [("cpus", wanted.cpus), ("mems", wanted.memoryNodes)].compactMap { name, value in
            value.map { JSON.Member(name, .string($0)) }
        }
        return .object((numbers.members ?? []) + words)
    }

    private static func object(_ values: [(String, Int64?)]) -> JSON {
        .object(values.compactMap { name, value in value.map { JSON.Member(name, .integer($0)) } })
    }
}
