import Foundation
import Host
import Synchronization
import TestSupport
import Values

/// What answers like a Docker engine at a socket, knows a few images, and keeps what it is told to load.
final class FakeEngine: Sendable {
    struct State {
        /// Layers of images, by their ids and names.
        var images: [String: [String]] = [:]
        /// What GET /info says.
        var info = "{}"
        var version = #"{"ApiVersion":"1.41"}"#
        /// Answers to what it is told to load, one after the other: status and body.
        var answers: [(String, String)] = []
        /// The archives that came.
        var loaded: [[UInt8]] = []
        /// The images that there are after something was loaded.
        var loads: [String: [String]] = [:]
    }

    let place: Path
    private let directory: TemporaryDirectory
    private let server: TalkingServer
    private let state: Shared

    /// Held by the threads of the server as well.
    private final class Shared: Sendable {
        let value: Mutex<State>
        init(_ state: State) { value = Mutex(state) }
    }

    init(_ initial: State = State()) throws {
        // The path of a socket is short.
        directory = try TemporaryDirectory(in: "/tmp")
        place = directory.path / "s"
        let state = Shared(initial)
        self.state = state
        server = try TalkingServer(socket: place) { connection in
            while let head = connection.readHead(), let body = connection.readBody(head) {
                let (status, answer) = state.value.withLock { Self.answer(head, body, &$0) }
                guard connection.answer(status, answer) else { return }
            }
        }
    }

    /// The names of the files in each archive that came.
    var loaded: [[String]] { state.value.withLock { $0.loaded.map(Self.names) } }

    var asked: [String] { server.heads.map { "\($0.method) \($0.target)" } }

    private static func answer(_ head: TalkingServer.Head, _ body: [UInt8], _ state: inout State) -> (String, String) {
        let path = head.target.hasPrefix("/v1.41") ? String(head.target.dropFirst("/v1.41".count)) : head.target
        switch (head.method, path) {
        case ("GET", "/version"): return ("200 OK", state.version)
        case ("GET", "/info"): return ("200 OK", state.info)
        case ("GET", "/images/json"):
            let images = state.images.keys.map { #"{"Id":"\#($0)","RepoTags":null,"Created":1}"# }
            return ("200 OK", "[\(images.joined(separator: ","))]")
        case ("POST", "/images/load?quiet=1"):
            state.loaded.append(body)
            state.images.merge(state.loads) { $1 }
            return state.answers.isEmpty
                ? ("200 OK", #"{"stream":"Loaded image: app:latest\n"}"# + "\r\n") : state.answers.removeFirst()
        default:
            let name = path.components(separatedBy: "/").dropLast().last?.removingPercentEncoding ?? ""
            guard let layers = state.images[name] else { return ("404 Not Found", #"{"message":"no such image"}"#) }
            let list = layers.map { "\"\($0)\"" }.joined(separator: ",")
            return ("200 OK", #"{"Id":"\#(name)","RootFS":{"Type":"layers","Layers":[\#(list)]}}"#)
        }
    }

    private static func names(of archive: [UInt8]) -> [String] {
        var names: [String] = []
        var place = 0
        while place + 512 <= archive.count, archive[place] != 0 {
            let name = archive[place..<place + 100].prefix { $0 != 0 }
            let digits = archive[(place + 124)..<(place + 135)].prefix { $0 != 0 }
            let size = Int(String(decoding: digits, as: UTF8.self), radix: 8) ?? 0
            names.append(String(decoding: name, as: UTF8.self))
            place += 512 + (size + 511) / 512 * 512
        }
        return names
    }
}
