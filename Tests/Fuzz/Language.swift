/// Something that reads inputs, and is fed with broken ones.
struct Language: Sendable {
    let name: String
    /// What the files of inputs that are kept are called behind the dot.
    let fileEnding: String
    /// The good inputs that the broken ones are made of.
    let corpus: @Sendable () -> [[UInt8]]
    /// What makes a difference to the reader.
    let words: [String]
    /// What makes a difference where it stands at the beginning.
    let openings: [String]
    /// Reads an input as far as it can be read. It may be several files.
    let read: @Sendable ([[UInt8]]) -> Void

    init(
        _ name: String, fileEnding: String, corpus: @escaping @Sendable () -> [[UInt8]], words: [String],
        openings: [String] = [],
        read: @escaping @Sendable ([[UInt8]]) -> Void
    ) {
        self.name = name
        self.fileEnding = fileEnding
        self.corpus = corpus
        self.words = words
        self.openings = openings
        self.read = read
    }

    static var all: [Language] { [hcl, json, compose, dockerfile, ignore, expansion, image, archive] }
}
