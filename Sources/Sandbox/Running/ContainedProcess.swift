internal import CLinux
internal import Host

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A program that runs with all its processes shut in: none of them outlives it, and it does not outlive this object, nor this
/// thread, nor this process.
final class ContainedProcess {
    private let id: pid_t
    /// Tells of its end; none where the system has no such thing.
    private let handle: Descriptor?
    private let streams: [Stream]
    private var status: Int32?
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 64)

    private struct Stream {
        let end: Descriptor
        let isError: Bool
    }

    init(_ program: Path, _ arguments: [String], environment: [String]) throws {
        let (output, errors) = (try Descriptor.pipe(), try Descriptor.pipe())
        var handle: Int32 = -1
        var step: UnsafePointer<CChar>?
        let words = CStrings([program] + arguments.map { Path(word: $0) })
        let variables = CStrings(environment.map { Path(word: $0) })
        id = program.withCString { name in
            var contained = hearth_contained()
            contained.program = name
            contained.words = UnsafePointer(words.pointer)
            contained.environment = UnsafePointer(variables.pointer)
            (contained.output, contained.output_reader) = (output.writing.number, output.reading.number)
            (contained.errors, contained.errors_reader) = (errors.writing.number, errors.reading.number)
            return hearth_start_contained(&contained, &handle, &step)
        }
        let code = SystemError.Code.last
        streams = [Stream(end: output.reading, isError: false), Stream(end: errors.reading, isError: true)]
        self.handle = handle >= 0 ? Descriptor(handle) : nil
        guard id > 0 else {
            throw SandboxFault.notShutIn(step: step.map { String(cString: $0) } ?? "start \(program)", code)
        }
        for stream in streams {
            let number = stream.end.number
            _ = fcntl(number, F_SETFL, fcntl(number, F_GETFL) | O_NONBLOCK)
        }
    }

    deinit {
        kill()
        buffer.deallocate()
    }

    /// Ends all its processes on the spot.
    func kill() {
        guard status == nil else { return }
        _ = systemKill(id, SIGKILL)
        wait()
    }

    private func wait() {
        var raw: Int32 = 0
        while waitpid(id, &raw, 0) == -1, errno == EINTR {}
        status = raw
    }

    /// Waits for the end of all its processes, and passes on what they write.
    func finish(
        isCancelled: () -> Bool, log: (_ isError: Bool, UnsafeRawBufferPointer) -> Void
    ) throws -> Subprocess.End {
        while streams.contains(where: { $0.end.number >= 0 }) || status == nil {
            try Interruption.check()
            if isCancelled() { throw SandboxFault.cancelled }
            listen(log)
        }
        let raw = status ?? 0
        return raw & 0x7f == 0 ? .exited(raw >> 8 & 0xff) : .killed(raw & 0x7f)
    }

    /// Waits for a moment that something is written, or that it ends.
    private func listen(_ log: (Bool, UnsafeRawBufferPointer) -> Void) {
        var ends = streams.map { pollfd(fd: $0.end.number, events: Int16(POLLIN), revents: 0) }
        if let handle, status == nil { ends.append(pollfd(fd: handle.number, events: Int16(POLLIN), revents: 0)) }
        let patience: Int32 = handle == nil ? 10 : 50
        guard poll(&ends, nfds_t(ends.count), patience) > 0 || handle == nil else { return }
        for (stream, end) in zip(streams, ends) where end.revents != 0 { pass(stream, to: log) }
        if status == nil { reap() }
    }

    private func reap() {
        var raw: Int32 = 0
        if waitpid(id, &raw, WNOHANG) == id { status = raw }
    }

    /// One piece at a time, so that neither stream has the other wait.
    private func pass(_ stream: Stream, to log: (Bool, UnsafeRawBufferPointer) -> Void) {
        let count = read(stream.end.number, buffer.baseAddress, buffer.count)
        if count > 0 {
            log(stream.isError, UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        } else if count == 0 || errno != EAGAIN && errno != EINTR {
            stream.end.close()
        }
    }
}

/// Words for C, ended by null.
private final class CStrings {
    let pointer: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
    private let count: Int

    init(_ words: [Path]) {
        count = words.count
        pointer = .allocate(capacity: count + 1)
        for (place, word) in words.enumerated() { (pointer + place).initialize(to: word.withCString { strdup($0) }) }
        (pointer + count).initialize(to: nil)
    }

    deinit {
        for place in 0..<count { free(pointer[place]) }
        pointer.deallocate()
    }
}

private let systemKill: @Sendable (pid_t, Int32) -> Int32 = kill
