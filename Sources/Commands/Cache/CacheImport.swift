internal import Arguments
internal import Console
internal import Outputs
internal import Values

extension Hearth {
    static let cacheImport: Command<Action> = Command(
        "import", summary: "Take targets from files that `cache export` wrote",
        discussion: """
            From then on the target and its steps are hits, on this machine as on the one that built it; what it is built on need
            not be here. Each file is verified as it comes, and counts as a whole or not at all. What the store has already is
            not read again.
            """
    ) { declare in
        let files: Argument<[String]> = declare.repeatedArguments(
            "FILE", atLeast: 1, help: "A file of `cache export`; - reads standard input", kind: .file)
        declare.example("hearth cache import base.tar.zst", "Takes the target of a file.")
        declare.example("hearth cache import cache/*.tar.zst", "Takes all that are in a directory.")
        return { invocation, context in
            // What comes from a pipe comes once.
            let bases = try invocation[files].map { try context.importBase($0) }
            if context.wantsJSON { return try context.output.json(bases.map(\.json)) }
            for base in bases {
                try context.output.line("\(base.target.spellingOutControls())  \(base.key)  \(base.summary)")
            }
        }
    }
}

extension ImportedBase {
    fileprivate var summary: String {
        "\(Quantity(layers, "layer")), \(ByteCount(size))\(added == 0 ? ", all of it known" : "")"
    }

    fileprivate var json: JSON {
        [
            "target": .string(target), "key": .string(key.description), "layers": .integer(Int64(layers)),
            "size": .integer(size), "added": .integer(added),
        ]
    }
}
