package import Values

// Which image runs where, by containerd's rules.
extension Platform {
    /// The place of the best of some images for this platform, which the places stand for; those that do not say what
    /// they are for come last. Empty where none runs here.
    package func choices(among platforms: [Platform?]) -> [Int] {
        let wanted = normalized.runnable.map(PlatformPattern.init)
        var ranked: [(place: Int, rank: Int, features: Int)] = []
        for (place, platform) in platforms.enumerated() {
            guard let normal = platform?.normalized else {
                ranked.append((place, wanted.count, 0))
                continue
            }
            guard let rank = wanted.firstIndex(where: { $0.matches(normal) }) else { continue }
            ranked.append((place, rank, -normal.systemFeatures.count))
        }
        return ranked.sorted { ($0.rank, $0.features, $0.place) < ($1.rank, $1.features, $1.place) }.map(\.place)
    }

    package func runs(_ platform: Platform) -> Bool {
        !choices(among: [platform]).isEmpty
    }

    /// What this machine runs, best first: itself, older variants of it, and what it understands besides.
    private var runnable: [Platform] {
        switch architecture {
        case "amd64": [self] + variants(below: number(of: variant), downTo: 1) + [with("386", nil)]
        case "arm": [self] + variants(below: number(of: variant), downTo: 5)
        case "arm64": runnableOnARM64
        default: [self]
        }
    }

    private func variants(below number: Int?, downTo lowest: Int) -> [Platform] {
        guard let number, number > lowest, number <= 64 else { return [] }
        return (lowest..<number).reversed().map { with(architecture, "v\($0)") }
    }

    /// `v9.2` is `v9.2`, `v9.1`, `v9`, which is `v8.7`, …, `v8`, and 32-bit `arm/v8` and what is below. An unknown variant
    /// is itself alone.
    private var runnableOnARM64: [Platform] {
        guard let (major, minor) = Self.arm64Version(variant ?? "v8") else { return [self] }
        var versions = (0...minor).reversed().map { (major, $0) }
        if major == 9 { versions += (0...minor + 5).filter { $0 <= 9 }.reversed().map { (8, $0) } }
        let own = versions.map { with("arm64", $1 == 0 ? "v\($0)" : "v\($0).\($1)") }
        return own + with("arm", "v8").runnable
    }

    private static func arm64Version(_ variant: String) -> (major: Int, minor: Int)? {
        let parts = variant.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, parts[0] == "v8" || parts[0] == "v9" else { return nil }
        guard parts.count == 2 else { return (parts[0] == "v8" ? 8 : 9, 0) }
        guard parts[1].utf8.count == 1, let minor = Int(parts[1]) else { return nil }
        return parts[0] == "v8" ? (8, minor) : minor <= 7 ? (9, minor) : nil
    }

    private func number(of variant: String?) -> Int? {
        guard let variant else { return nil }
        return Int(variant.hasPrefix("v") ? String(variant.dropFirst()) : variant)
    }

    private func with(_ architecture: String, _ variant: String?) -> Platform {
        Platform(
            system: system, architecture: architecture, variant: variant, systemVersion: systemVersion,
            systemFeatures: systemFeatures)
    }
}
