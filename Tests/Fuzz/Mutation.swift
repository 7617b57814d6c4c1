import TestSupport

/// Makes broken inputs of good ones, the same ones for the same seed.
struct Mutation {
    private let corpus: [[UInt8]]
    private let words: [[UInt8]]
    private let openings: [[UInt8]]
    private let seed: UInt64

    init(of language: Language, seed: UInt64) {
        corpus = language.corpus()
        words = language.words.map { Array($0.utf8) }
        openings = language.openings.map { Array($0.utf8) }
        self.seed = seed
    }

    /// The input of a number: a file, now and then two or three.
    func input(_ number: Int) -> [[UInt8]] {
        var random = SeededGenerator(seed: seed &+ UInt64(number) &* 0x9e37_79b9_7f4a_7c15)
        let count = Int.random(in: 0..<8, using: &random) == 0 ? Int.random(in: 2...3, using: &random) : 1
        return (0..<count).map { _ in file(&random) }
    }

    private func file(_ random: inout SeededGenerator) -> [UInt8] {
        var bytes = corpus.randomElement(using: &random) ?? []
        if Int.random(in: 0..<6, using: &random) == 0 { open(&bytes, &random) }
        for _ in 0..<Int.random(in: 1...6, using: &random) { change(&bytes, &random) }
        return bytes
    }

    private func change(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
        let place = Int.random(in: 0...bytes.count, using: &random)
        let end = min(bytes.count, place + Int.random(in: 0...16, using: &random))
        switch Int.random(in: 0..<10, using: &random) {
        case 0: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
        case 1: if place < bytes.count { bytes[place] ^= 1 << UInt8.random(in: 0...7, using: &random) }
        case 2: bytes.removeSubrange(place..<end)
        case 3: bytes.insert(contentsOf: bytes[place..<end], at: place)
        case 4: bytes.removeSubrange(place...)
        case 5: splice(&bytes, place, &random)
        case 6: repeatWord(&bytes, place, &random)
        case 7, 8:
            insertWord(&bytes, at: bytes[..<place].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0, &random)
        default: insertWord(&bytes, at: place, &random)
        }
    }

    /// An opening ends where the brace of a file in JSON would stand.
    private func open(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
        let opening = openings.randomElement(using: &random) ?? []
        if opening.first == UInt8(ascii: "{"), bytes.first == UInt8(ascii: "{") { bytes.removeFirst() }
        bytes.insert(contentsOf: opening, at: 0)
    }

    private func insertWord(_ bytes: inout [UInt8], at place: Int, _ random: inout SeededGenerator) {
        bytes.insert(contentsOf: words.randomElement(using: &random) ?? [], at: place)
    }

    /// A piece of another file.
    private func splice(_ bytes: inout [UInt8], _ place: Int, _ random: inout SeededGenerator) {
        guard let other = corpus.randomElement(using: &random), !other.isEmpty else { return }
        let start = Int.random(in: 0..<other.count, using: &random)
        let end = min(other.count, start + Int.random(in: 1...200, using: &random))
        bytes.insert(contentsOf: other[start..<end], at: place)
    }

    /// Something nested deeply, now and then very deeply.
    private func repeatWord(_ bytes: inout [UInt8], _ place: Int, _ random: inout SeededGenerator) {
        let count = Int.random(in: 0..<100, using: &random) == 0 ? 20_000 : Int.random(in: 2...60, using: &random)
        let word = words.randomElement(using: &random) ?? []
        bytes.insert(contentsOf: Array(repeatElement(word, count: count).joined()), at: place)
    }
}
