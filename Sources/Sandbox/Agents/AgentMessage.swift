/// A message between an agent and who asks it: its length in four bytes, then what it is in one, then the rest.
enum AgentMessage {
    static let failure: [UInt8] = [0, 0, 0, 1, 5]

    /// As long as agents take.
    static let longest = 256 << 10

    /// How many bytes a message has that begins with these; nil where they are too few to tell.
    static func length(_ bytes: [UInt8]) -> Int? {
        guard bytes.count >= 4 else { return nil }
        return 4 + bytes.prefix(4).reduce(0) { $0 << 8 | Int($1) }
    }

    /// Whether it asks which keys there are (11), or for a signature (13).
    static func isAllowed(_ message: [UInt8]) -> Bool { message.count > 4 && [11, 13].contains(message[4]) }
}
