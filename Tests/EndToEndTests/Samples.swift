import TestSupport

/// Contents with properties of their own.
enum Samples {
    /// Compresses well and fills two frames.
    static let text = bytes { $0.text(3_000_000) }
    /// Does not compress.
    static let noise = bytes { $0.noise(100_000) }
    /// Less than a block; every byte there is, and an end without a newline.
    static let small = Array(UInt8.min...UInt8.max)

    private static func bytes(_ make: (inout SeededGenerator) -> [UInt8]) -> [UInt8] {
        var generator = SeededGenerator(seed: 7)
        return make(&generator)
    }
}

extension HearthFixture {
    /// Adds content as a reference `name`, and returns its digest.
    func add(_ content: [UInt8], as name: String? = nil, _ options: String...) throws -> String {
        let naming = name.map { ["--name", $0] } ?? []
        let run = try run(Self.program, ["cache", "add", "-"] + naming + options, input: content)
        guard run.code == 0 else { throw Failure(run) }
        return String(run.output.dropLast())
    }

    struct Failure: Error, CustomStringConvertible {
        let description: String

        init(_ run: HearthRun) {
            description = "exit code \(run.code): \(run.errors)"
        }
    }
}

extension String {
    /// What a table shows of a digest.
    var shortDigest: String { String(split(separator: ":")[1].prefix(12)) }
}
