/// Something worth measuring.
struct Benchmark {
    let name: String
    let measure: (Workshop) throws -> [Figure]

    @MainActor static let all = [tarball, index, start, hash, bake, context, plan, affected, build]
}
