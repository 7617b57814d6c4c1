import Console
import Host
import TestSupport

/// A file to write answers to, and to look at afterwards.
final class OutputFile {
    private let directory: TemporaryDirectory
    let file: OpenFile
    let output: Output

    init() throws {
        directory = try TemporaryDirectory()
        file = try OpenFile(directory.path / "answer", .create, on: LocalFileSystem())
        output = Output(file)
    }

    /// What has been written by now.
    func text() throws -> String {
        let bytes = try [UInt8](unsafeUninitializedCapacity: 1 << 20) { buffer, count in
            count = try file.fill(UnsafeMutableRawBufferPointer(buffer), at: 0)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
