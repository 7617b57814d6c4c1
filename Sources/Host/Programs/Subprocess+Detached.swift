#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

extension Subprocess {
    /// Starts the program as one that goes on without this one, and gives what it says until it closes its standard output.
    ///
    /// It has no terminal and nothing to read; what it writes to its standard error goes to `errors`.
    package func startDetached(errors: Path) throws -> [UInt8] {
        let output = try PipeEnd.pair()
        let none = try OpenFile("/dev/null", .read, on: LocalFileSystem())
        let log = try OpenFile(errors, .create, on: LocalFileSystem())
        defer { output.reading.close() }
        do {
            defer { output.writing.close() }
            var actions = SpawnActions(
                streams: [none.descriptor, output.writing.descriptor, log.descriptor], directory: directory,
                isDetached: true)
            do throws(SystemError) {
                _ = try actions.spawn(Path(word: program), words, variables)
            } catch {
                throw fault(error.code)
            }
        }
        return try output.reading.readToEnd()
    }
}

extension PipeEnd {
    /// Waits for all that comes.
    fileprivate func readToEnd() throws -> [UInt8] {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 4096, alignment: 16)
        defer { buffer.deallocate() }
        var all: [UInt8] = []
        while true {
            try Interruption.check()
            switch try take(into: buffer) {
            case .moved(let count): all += buffer[..<count]
            case .nothingYet: Pause.microseconds(1000)
            case .ended: return all
            }
        }
    }
}
