internal import Host
internal import Values

/// What a transfer process says: lines of JSON on its standard output.
enum TransferMessage: Equatable, Sendable {
    /// It is at work, under this number in the index.
    case began(id: Int64, process: ProcessIdentity, log: String)
    /// How far a part of it is, such as a layer.
    case progress(part: String, done: Int64, total: Int64?)
    case notice(String)
    /// What a tag is about to lead to.
    case found(name: String, Digest)
    /// A part of an answer: all of its parts make it.
    case names([String])
    /// Which images of a set are there, of those that were asked for.
    case there([Bool])
    /// All is there but the tags. It waits for a command.
    case ready
    /// The tags are moved. It waits for a command.
    case tagged
    /// All is done; for what was pulled, what the name leads to.
    case done(Digest?)
    case failed(reason: String, hint: String?)

    var line: [UInt8] { json.encoded() + [UInt8(ascii: "\n")] }

    private var json: JSON {
        switch self {
        case .began(let id, let process, let log):
            [
                "began": .integer(id), "process": .integer(Int64(process.id)), "started": .integer(process.started),
                "log": .string(log),
            ]
        case .progress(let part, let done, let total):
            ["progress": .string(part), "done": .integer(done), "total": total.map { .integer($0) } ?? .null]
        case .notice(let text): ["notice": .string(text)]
        case .found(let name, let digest): ["found": .string(name), "digest": .string(digest.description)]
        case .names(let names): ["names": .array(names.map(JSON.string))]
        case .there(let answers): ["there": .array(answers.map(JSON.bool))]
        case .ready: ["ready": true]
        case .tagged: ["tagged": true]
        case .done(let digest): ["ended": true, "digest": digest.map { .string($0.description) } ?? .null]
        case .failed(let reason, let hint):
            ["failed": .string(reason), "hint": hint.map { .string($0) } ?? .null]
        }
    }

    /// Says it. Who has started this process may be gone: then all is about to end anyway.
    func tell() {
        line.withUnsafeBytes { try? OpenFile.standardOutput.write($0) }
    }

    /// Nil for what this program has not written.
    init?(line: some Collection<UInt8>) {
        guard let json = try? JSON(parsing: Array(line)) else { return nil }
        if let id = json["began"]?.integer, let process = json["process"]?.integer,
            let started = json["started"]?.integer
        {
            let identity = ProcessIdentity(id: Int32(clamping: process), started: started)
            self = .began(id: id, process: identity, log: json["log"]?.string ?? "")
        } else if let part = json["progress"]?.string, let done = json["done"]?.integer {
            self = .progress(part: part, done: done, total: json["total"]?.integer)
        } else if let text = json["notice"]?.string {
            self = .notice(text)
        } else if let name = json["found"]?.string, let digest = json["digest"]?.digest {
            self = .found(name: name, digest)
        } else if let names = json["names"]?.texts {
            self = .names(names)
        } else if let answers = json["there"]?.elements {
            self = .there(answers.map { $0.bool ?? false })
        } else if json["ready"] != nil {
            self = .ready
        } else if json["tagged"] != nil {
            self = .tagged
        } else if json["ended"] != nil {
            self = .done(json["digest"]?.digest)
        } else if let reason = json["failed"]?.string {
            self = .failed(reason: reason, hint: json["hint"]?.string)
        } else {
            return nil
        }
    }
}

/// What a transfer process is told while it waits: a word on a line of its standard input. No more words: its parent is gone, or has
/// given up, and so does it.
enum TransferCommand: String, Sendable {
    /// Move the tags.
    case go
    /// Put the tags where they were.
    case back
    /// That was all.
    case end
}
