internal import HTTP
package import Host

/// Why an engine did not take an image.
package enum EngineFault: Error {
    // Where it is
    case unknownContext(String)
    /// Its file is no description of a context.
    case badContext(String)
    /// What DOCKER_HOST or a context says.
    case badHost(String)

    // What it does
    /// Nobody answers there, and why.
    case absent(String, any Error)
    /// It broke off, and why.
    case broken(String, any Error)
    /// What answers there is no Docker engine.
    case badAnswer(String)
    /// It said no, and what it said of it.
    case refused(String, reason: String?)

    // Programs
    /// The program that talks to it cannot be run.
    case noProgram(SubprocessFault)
    /// How it was called, and what it said.
    case programFailed(String, said: String)
}

extension EngineFault {
    package var hint: String? {
        switch self {
        case .unknownContext: "see `docker context ls` for those that there are"
        case .badContext: nil
        case .badHost: "write unix:///PATH, tcp://HOST:PORT or ssh://HOST, in DOCKER_HOST or in a context of `docker`"
        case .absent: "see that a Docker engine runs and that you may talk to it, with `docker version`"
        case .broken, .badAnswer: "see what the engine says in its log"
        case .refused: nil
        case .noProgram(let fault):
            fault.hint.map { "\($0); without it there is `hearth save`, which writes an archive" }
                ?? "`hearth save` writes an archive that engines load"
        case .programFailed: "see that the engine runs and that you may talk to it"
        }
    }
}

extension EngineFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unknownContext(let name): "there is no context \"\(name)\" of docker"
        case .badContext(let name): "the context \"\(name)\" of docker has no endpoint that is understood"
        case .badHost(let text): "\"\(text)\" is no place of a Docker engine"
        case .absent(let place, let cause): "no Docker engine answers at \(place): \(Self.reason(cause))"
        case .broken(let place, let cause): "the engine at \(place) broke off: \(Self.reason(cause))"
        case .badAnswer(let place): "what answers at \(place) is no Docker engine"
        case .refused(let place, let reason):
            "the engine at \(place) does not take the image: \(Self.shown(reason ?? "it does not say why"))"
        case .noProgram(let fault): "the image cannot be loaded: \(fault)"
        case .programFailed(let call, let words):
            "`\(call)` failed: "
                + (words.split(whereSeparator: \.isNewline).last.map { Self.shown(String($0)) } ?? "it did not say why")
        }
    }

    /// The place is told already.
    private static func reason(_ cause: any Error) -> String { (cause as? HTTPFault)?.reason ?? "\(cause)" }

    /// Others may say more than anybody reads.
    private static func shown(_ words: String) -> String { String(words.prefix(1000)) }
}
