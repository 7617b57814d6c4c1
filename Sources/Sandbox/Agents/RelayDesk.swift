internal import CLinux
internal import Host

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Where the questions to an agent come in, on a thread of its own, until `stop` is closed at its other end.
struct RelayDesk {
    let listener: Int32
    let stop: Int32
    let agent: Path
    private var clients: [Client] = []

    private final class Client {
        let socket: Descriptor
        var agent: Descriptor?
        var received: [UInt8] = []

        init(_ socket: Descriptor) { self.socket = socket }
    }

    init(listener: Int32, stop: Int32, agent: Path) {
        (self.listener, self.stop, self.agent) = (listener, stop, agent)
    }

    mutating func serve() {
        while true {
            var ends = [stop, listener] + clients.map(\.socket.number)
            // More at once nobody needs; they wait until others have gone.
            if clients.count >= Self.most { ends[1] = -1 }
            var polled = ends.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            guard poll(&polled, nfds_t(polled.count), -1) > 0 else { continue }
            if polled[0].revents != 0 { return }
            let ready = zip(clients, polled.dropFirst(2)).filter { $0.1.revents != 0 }.map(\.0)
            if polled[1].revents != 0 { take() }
            for client in ready where !hear(client) { clients.removeAll { $0 === client } }
        }
    }

    private static let most = 32

    private mutating func take() {
        let number = accept(listener, nil, nil)
        guard number >= 0 else { return }
        _ = fcntl(number, F_SETFD, FD_CLOEXEC)
        _ = fcntl(number, F_SETFL, O_NONBLOCK)
        clients.append(Client(Descriptor(number)))
    }

    /// False when the client is to be let go.
    private func hear(_ client: Client) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        let count = recv(client.socket.number, &buffer, buffer.count, 0)
        if count < 0 { return errno == EAGAIN || errno == EINTR }
        if count == 0 { return false }
        client.received += buffer[..<count]
        while let length = AgentMessage.length(client.received) {
            guard length <= AgentMessage.longest else { return false }
            if client.received.count < length { return true }
            let question = Array(client.received.prefix(length))
            client.received.removeFirst(length)
            guard let answer = answer(to: question, client), send(answer, to: client.socket) else { return false }
        }
        return true
    }

    private func answer(to question: [UInt8], _ client: Client) -> [UInt8]? {
        guard AgentMessage.isAllowed(question) else { return AgentMessage.failure }
        if client.agent == nil {
            let number = agent.withCString { hearth_connect($0) }
            guard number >= 0 else { return AgentMessage.failure }
            _ = fcntl(number, F_SETFL, O_NONBLOCK)
            client.agent = Descriptor(number)
        }
        guard let agent = client.agent, send(question, to: agent) else { return nil }
        return receive(from: agent)
    }

    /// One message; it may take as long as a person needs to confirm something.
    private func receive(from agent: Descriptor) -> [UInt8]? {
        var message: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        while AgentMessage.length(message).map({ message.count < $0 }) ?? true {
            guard waits(for: agent, POLLIN, -1) else { return nil }
            let count = recv(agent.number, &buffer, buffer.count, 0)
            guard count > 0, message.count <= AgentMessage.longest else { return nil }
            message += buffer[..<count]
        }
        return message
    }

    private func send(_ message: [UInt8], to socket: Descriptor) -> Bool {
        var sent = 0
        while sent < message.count {
            // Who does not take an answer in a while has stopped listening.
            guard waits(for: socket, POLLOUT, 5000) else { return false }
            let count = message.withUnsafeBytes {
                systemSend(socket.number, $0.baseAddress.map { $0 + sent }, message.count - sent, Int32(MSG_NOSIGNAL))
            }
            if count < 0, errno != EAGAIN { return false }
            sent += max(0, count)
        }
        return true
    }

    /// False when that takes too long, or all this is to end.
    private func waits(for socket: Descriptor, _ event: Int32, _ patience: Int32) -> Bool {
        var ends = [
            pollfd(fd: stop, events: Int16(POLLIN), revents: 0),
            pollfd(fd: socket.number, events: Int16(event), revents: 0),
        ]
        return poll(&ends, 2, patience) > 0 && ends[0].revents == 0
    }
}

private let systemSend: @Sendable (Int32, UnsafeRawPointer?, Int, Int32) -> Int = Glibc.send
