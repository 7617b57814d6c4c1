package import Values

extension [Secret] {
    /// Throws where a build would not find a secret.
    package func check(in surroundings: any Surroundings) throws(EntryFault) {
        for secret in self { try secret.check(in: surroundings) }
    }
}

extension Secret {
    /// What buildx takes in one secret.
    static let largest = 500 * 1024

    fileprivate func check(in surroundings: any Surroundings) throws(EntryFault) {
        if id.isEmpty { throw .secretWithoutID }
        let isPlain = path.isEmpty && variable.isEmpty
        if isPlain, surroundings.environment[id] != nil { return }
        let file = isPlain ? id : path
        guard !file.isEmpty else { return }
        switch surroundings.kind(of: file) {
        case nil: throw .secretFileMissing(id: id, path: file, isPlain: isPlain)
        case .file:
            // That it cannot be read is found by whoever asks for the secret.
            let bytes = try? surroundings.contents(of: file)
            if let bytes, bytes.count > Self.largest { throw .secretTooLarge(id: id, limit: Self.largest) }
        case .directory, .socket, .other: break
        }
    }
}
