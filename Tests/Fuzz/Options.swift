import Foundation

struct Options {
    var inputs = 200_000
    var seed: UInt64 = 1
    var from = 0
    var languages = Language.allCases
    var isWorker = false

    init(_ words: ArraySlice<String>) {
        var words = words
        while let word = words.popFirst() {
            switch word {
            case "--inputs": inputs = Self.number(&words)
            case "--seed": seed = UInt64(Self.number(&words))
            case "--from": from = Self.number(&words)
            case "--only": languages = Language.allCases.filter { $0.rawValue == words.first }; _ = words.popFirst()
            case "--worker": isWorker = true
            default: Self.refuse(word)
            }
        }
    }

    private static func number(_ words: inout ArraySlice<String>) -> Int {
        guard let word = words.popFirst(), let number = Int(word), number >= 0 else { refuse("a number is missing") }
        return number
    }

    private static func refuse(_ word: String) -> Never {
        print("fuzz: \(word)\nusage: fuzz [--inputs N] [--seed N] [--only hcl|json|compose] [--from N]")
        exit(2)
    }
}

/// The good inputs that the broken ones are made of.
enum Corpus {
    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Conformance/bake")

    static func files(of language: Language) -> [[UInt8]] {
        let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        return (found?.compactMap { $0 as? URL } ?? []).filter(language.owns).sorted { $0.path < $1.path }
            .compactMap { try? [UInt8](Data(contentsOf: $0)) }
    }
}
