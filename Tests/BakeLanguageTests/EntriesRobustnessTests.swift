import BakeLanguage
import HCL
import TestSupport
import Testing
import Values

@Suite struct EntriesRobustnessTests {
    private static let parts = [
        "type=", "id=", "a", "=", ",", "\"", "\"\"", "\n", "\r\n", " ", "\u{301}", "é", "[", "]", "(", ")", "%", "+",
        ":", "-1",
        "99999999999999999999", "1e999999999", "0x", "_", ".", "/", "\u{0}", "linux", "nofile=", "manifest",
        "disabled=", "m", "İ",
    ]

    @Test func `no text is too odd to be read or refused`() {
        var generator = SeededGenerator(seed: 7)
        let surroundings = EntrySurroundings()
        for _ in 0..<5000 {
            let count = Int.random(in: 0...8, using: &generator)
            let text = (0..<count).map { _ in Self.parts.randomElement(using: &generator) ?? "" }.joined()
            for words in Self.words(of: text, in: surroundings) { #expect(!words.isEmpty) }
        }
    }

    /// What is said about the text where it is refused.
    private static func words(of text: String, in surroundings: EntrySurroundings) -> [String] {
        let readers: [() throws -> Void] = [
            { _ = try [Output(text: text)].settled(in: surroundings) }, { _ = try [CacheEntry](texts: [text]) },
            { _ = try Attestation(text: text).json }, { try [Secret(text: text)].check(in: surroundings) },
            { try [SSHKey(text: text)].check(in: surroundings) }, { _ = try PolicyEntry(text: text).value },
            { _ = try Annotation(text: text, here: surroundings.platform) }, { _ = try Ulimit(text: text) },
            { _ = try Entitlement(text: text) }, { _ = try CallMethod(text: text) },
            { try TargetChecks.check(platforms: [text], here: surroundings.platform) },
            { try TargetChecks.check(sharedMemory: text) },
            {
                var resources = Resources()
                try resources.set("memory", to: text)
                try resources.check()
            },
        ]
        return readers.compactMap { read in
            do {
                try read()
                return nil
            } catch {
                return "\(error)" + ((error as? EntryFault)?.hint ?? "")
            }
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `long lists lose their duplicates in good time`() {
        let outputs = (0..<200_000).map { Output(type: "local", destination: "\($0 % 100_000)") }
        #expect(outputs.normalized().count == 100_000)
    }
}
