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
            case "--only": languages = [Self.language(&words)]
            case "--worker": isWorker = true
            default: Self.refuse(word)
            }
        }
    }

    private static func number(_ words: inout ArraySlice<String>) -> Int {
        guard let word = words.popFirst(), let number = Int(word), number >= 0 else { refuse("a number is missing") }
        return number
    }

    private static func language(_ words: inout ArraySlice<String>) -> Language {
        let word = words.popFirst() ?? ""
        guard let language = Language(rawValue: word) else { refuse("there is no language '\(word)'") }
        return language
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

    /// Ends the program when there are none.
    static func files(of language: Language) -> [[UInt8]] {
        let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        let files = (found?.compactMap { $0 as? URL } ?? []).filter(language.owns).sorted { $0.path < $1.path }
            .compactMap { try? [UInt8](Data(contentsOf: $0)) }
        guard !files.isEmpty else {
            print("fuzz: there are no files of \(language.rawValue) in \(folder.path)")
            exit(2)
        }
        return files
    }
}
