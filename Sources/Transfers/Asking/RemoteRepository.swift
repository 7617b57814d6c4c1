internal import Host
package import OCI

/// A repository that is asked for what it has. A process of its own talks to the registry (`hearth transfer`), one for each question.
package struct RemoteRepository {
    private let name: ImageReference
    private let program: TransferProgram

    /// `name`: tag and digest count for nothing.
    package init(_ name: ImageReference, _ program: TransferProgram) {
        self.name = name.untagged
        self.program = program
    }

    /// All tags, in the registry's order. Throws `TransferFault` where there is no such repository.
    package func tags(notice: (String) -> Void = { _ in }) throws -> [String] {
        var tags: [String] = []
        try ask(.tags(name), notice) { tags += $0 }
        return tags
    }

    /// Takes a tag, or a manifest with all of its tags, away.
    package static func delete(
        _ image: ImageReference, _ program: TransferProgram, notice: (String) -> Void = { _ in }
    ) throws {
        try RemoteRepository(image, program).ask(.delete(image), notice) { _ in }
    }

    private func ask(
        _ question: RegistryQuestion, _ notice: (String) -> Void, _ take: ([String]) -> Void
    ) throws {
        _ = try TransferProcess(program, .ask(question)).run { message in
            try Interruption.check()
            switch message {
            case .names(let names): take(names)
            case .notice(let text): notice(text)
            default: break
            }
            return nil
        }
    }
}
