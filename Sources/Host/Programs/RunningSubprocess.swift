#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A program that runs, with its three streams in our hands. For one thread, and within the closure that it is lent to.
///
/// Nothing here waits for the program to take something while it waits for us to do so: what it says is kept while it is
/// told something. A call that waits throws `.interrupted` when somebody asks this process to stop.
package final class RunningSubprocess {
    let name: String
    let id: pid_t
    let input: PipeEnd
    let output: PipeEnd
    let errorOutput: PipeEnd
    private var received = ByteQueue()
    var ending: Subprocess.End?
    private let buffer: UnsafeMutableRawBufferPointer
    /// The beginning of what came from its standard error.
    package private(set) var errors: [UInt8] = []
    /// When it has to have ended.
    private let deadline: (moment: ContinuousClock.Instant, seconds: Double)?

    init(_ program: Subprocess, seconds: Double? = nil) throws {
        deadline = seconds.map { (.now + .seconds($0), $0) }
        name = program.program
        let (input, output, errors) = (try PipeEnd.pair(), try PipeEnd.pair(), try PipeEnd.pair())
        (self.input, self.output, errorOutput) = (input.writing, output.reading, errors.reading)
        let theirs = [input.reading, output.writing, errors.writing]
        defer { for end in theirs { end.close() } }
        var actions = SpawnActions(streams: theirs.map(\.descriptor), directory: program.directory)
        do throws(SystemError) {
            id = try actions.spawn(Path(word: program.program), program.words, program.variables)
        } catch {
            throw program.fault(error.code)
        }
        buffer = .allocate(byteCount: 64 << 10, alignment: 64)
        for end in [self.input, self.output, errorOutput] { end.neverWait() }
    }

    deinit {
        end(within: 0)
        buffer.deallocate()
    }

    /// Its number among all processes.
    package var processID: Int32 { id }

    /// Tells the program something.
    package func send(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count, isListening {
            let movement = try bytes.withUnsafeBytes { all in
                try input.give(UnsafeRawBufferPointer(rebasing: all[sent...]))
            }
            switch movement {
            case .moved(let count): sent += count
            case .nothingYet: try listen(alsoTo: input)
            // What it has not read it did not need: how it ended will tell.
            case .ended: return input.close()
            }
        }
    }

    /// False once it has closed its standard input, or was told that this was all.
    package var isListening: Bool { input.isOpen }

    /// Tells it that this was all.
    package func finishSending() { input.close() }

    /// What comes next from its standard output, `count` bytes at the most; empty at the end.
    package func read(atMost count: Int) throws -> [UInt8] {
        while received.isEmpty, output.isOpen { try listen() }
        return received.take(count)
    }

    /// So many bytes; fewer at the end.
    package func read(exactly count: Int) throws -> [UInt8] {
        while received.count < count, output.isOpen { try listen() }
        return received.take(count)
    }

    /// What comes up to and with `marker`; nil, and nothing taken, where the output ends without it.
    package func read(through marker: [UInt8], limit: Int = 256 << 20) throws -> [UInt8]? {
        var searched = 0
        while true {
            if let end = received.end(of: marker, from: searched) { return received.take(end) }
            searched = max(0, received.count - marker.count + 1)
            guard received.count <= limit else { throw SubprocessFault.tooMuchOutput(name, limit: limit) }
            guard output.isOpen else { return nil }
            try listen()
        }
    }

    /// All that is still to come.
    package func readToEnd(limit: Int) throws -> [UInt8] {
        while output.isOpen {
            try listen()
            guard received.count <= limit else { throw SubprocessFault.tooMuchOutput(name, limit: limit) }
        }
        return received.take(received.count)
    }

    /// Waits until the program has said something, or can be told something, and keeps what it said.
    func listen(alsoTo sending: PipeEnd? = nil) throws {
        try mayWait()
        var ends: [pollfd] = []
        if output.isOpen { ends.append(pollfd(fd: output.descriptor, events: Int16(POLLIN), revents: 0)) }
        if errorOutput.isOpen { ends.append(pollfd(fd: errorOutput.descriptor, events: Int16(POLLIN), revents: 0)) }
        if let sending { ends.append(pollfd(fd: sending.descriptor, events: Int16(POLLOUT), revents: 0)) }
        // A request to stop may come upon another thread, and a program of the program may keep the streams open.
        let ready = poll(&ends, nfds_t(ends.count), 100)
        let isOver = ready == 0 && reap()
        for end in ends where end.revents != 0 || isOver { try take(from: end.fd, tillEmpty: isOver) }
    }

    /// Throws when waiting is to come to an end.
    func mayWait() throws {
        try Interruption.check(Path(name))
        if let deadline, .now > deadline.moment { throw SubprocessFault.tooSlow(name, seconds: deadline.seconds) }
    }

    func take(from descriptor: Int32, tillEmpty: Bool) throws {
        guard descriptor != input.descriptor else { return }
        let end = descriptor == output.descriptor ? output : errorOutput
        repeat {
            switch try end.take(into: buffer) {
            case .moved(let count): keep(UnsafeRawBufferPointer(rebasing: buffer[..<count]), from: end)
            case .nothingYet:
                // Nobody is left who could say more.
                if tillEmpty { end.close() }
            case .ended: end.close()
            }
        } while tillEmpty && end.isOpen
    }

    private func keep(_ bytes: UnsafeRawBufferPointer, from end: PipeEnd) {
        if end === output { received.append(bytes) } else { errors += bytes.prefix(Self.mostErrors - errors.count) }
    }

    private static let mostErrors = 64 << 10
}

extension Subprocess {
    var words: [Path] { arguments.map(Path.init(word:)) }

    var variables: [Path] {
        (environment ?? Environment.all).map { Path(word: "\($0.key)=\($0.value)") }
    }

    /// What it means that the program did not start.
    func fault(_ code: SystemError.Code) -> SubprocessFault {
        if let directory {
            var status = stat()
            guard (directory / ".").withCString({ stat($0, &status) }) == 0 else {
                return .noDirectory(directory, .last)
            }
        }
        return code == .notFound ? .missing(program) : .notStarted(program, code)
    }
}
