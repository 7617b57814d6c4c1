internal import BakeLanguage
internal import Values

/// How the files of an image are to be written: what the attributes of an output of type `local` or `tar` say.
struct TreeOptions {
    enum Mode: String, CaseIterable {
        case copy
        /// Afterwards nothing else is there.
        case delete
    }

    /// Whether each platform has a directory of its own; nil where that was not said.
    let splitsPlatforms: Bool?
    let mode: Mode
    let epoch: EpochAttribute

    init(_ output: Output) throws(OutputFault) {
        var reader = AttributeReader(output)
        splitsPlatforms = try reader.bool("platform-split")
        mode = try reader.choice("mode", as: Mode.self) ?? .copy
        epoch = try EpochAttribute(&reader)
        reader.pass("attestation-prefix", "name")
        _ = reader.all(beginningWith: "annotation")
        try reader.finish()
    }
}
