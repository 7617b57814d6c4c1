internal import Values

/// What `# syntax=` asks to read the file with: an image. None is ever run, as the newest language of Dockerfiles is built
/// in, whatever version is asked for.
struct Frontend {
    let image: String

    init(_ image: String) {
        self.image = image
    }

    /// Whether it reads Dockerfiles, from whatever registry it comes.
    var isDockerfile: Bool {
        let name = image.utf8.prefix { $0 != UInt8(ascii: "@") }
        let parts = name.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).suffix(2)
        guard parts.count == 2, let family = parts.first, family.elementsEqual("docker".utf8),
            let program = parts.last?.prefix(while: { $0 != UInt8(ascii: ":") })
        else { return false }
        return program.elementsEqual("dockerfile".utf8) || program.elementsEqual("dockerfile-upstream".utf8)
    }

    func warning(at range: SourceRange) -> Diagnostic {
        Diagnostic(
            .warning, "\"\(image.excerpt)\" is not run: this is read as a Dockerfile", at: range,
            hint: "no other language than that of docker/dockerfile is known here")
    }
}
