package import Host
internal import Values

/// What was built, in a file for programs: `--metadata-file` and `--iidfile`. Written whole or not at all.
///
/// There are no references to the builds of a builder in it (`buildx.build.ref`), since there is no builder to ask about them.
package enum MetadataFile {
    /// For `build`: one result.
    package static func write(_ result: ExportResult, to path: Path) throws(SystemError) {
        try OutputFile.write(result.json.encoded(indent: 2), to: path)
    }

    /// For `bake`: a result for each target.
    package static func write(_ results: [String: ExportResult], to path: Path) throws(SystemError) {
        try OutputFile.write(json(results), to: path)
    }

    /// The identifier of an image and nothing else; nothing at all where there is no image.
    package static func write(imageID result: ExportResult, to path: Path) throws(SystemError) {
        try OutputFile.write(Array((result.imageID?.description ?? "").utf8), to: path)
    }

    static func json(_ results: [String: ExportResult]) -> [UInt8] {
        let members = results.map { (ExactText($0.key), $0.value) }.sorted { $0.0 < $1.0 }
        return JSON.object(members.map { JSON.Member($0.0.text, $0.1.json) }).encoded(indent: 2)
    }
}
