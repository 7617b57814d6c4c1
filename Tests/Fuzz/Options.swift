import Foundation

struct Options {
    var inputs = 200_000
    var seed: UInt64 = 1
    var from = 0
    var languages = Language.all
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
        guard let language = Language.all.first(where: { $0.name == word }) else {
            refuse("there is no language '\(word)'")
        }
        return language
    }

    private static func refuse(_ word: String) -> Never {
        let languages = Language.all.map(\.name).joined(separator: "|")
        print("fuzz: \(word)\nusage: fuzz [--inputs N] [--seed N] [--only \(languages)] [--from N]")
        exit(2)
    }
}
