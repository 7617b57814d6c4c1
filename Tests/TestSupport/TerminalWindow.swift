import Foundation
import Host

/// What a person sees of a program that runs in a terminal of the given width.
package struct TerminalWindow {
    package let code: Int32
    /// With its control characters, and with the line ends that a terminal is sent.
    package let text: String

    /// `typing` is what the person types, each line when the program has asked the question before it.
    package init(
        _ fixture: HearthFixture, _ words: [String], columns: Int, environment: [String: String?] = [:],
        typing answers: KeyValuePairs<String, String> = [:]
    ) throws {
        let (window, name) = try Self.open()
        var size = winsize(ws_row: 50, ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        var program: Descriptor? = try Descriptor(Foundation.open(name, O_RDWR | O_NOCTTY))
        _ = ioctl(window.number, UInt(TIOCSWINSZ), &size)
        let stream = program?.number ?? -1
        let process = try ChildProcess(
            HearthFixture.program, words, environment: fixture.environment(environment), in: fixture.folder,
            streams: [stream, stream, stream])
        // From here on the program alone holds its side, and reading ends when it does.
        program = nil
        text = String(decoding: Self.readAll(window, typing: answers), as: UTF8.self)
        code = process.wait()
    }

    /// A new terminal: the side of the person, and the name of the program's side.
    private static func open() throws -> (Descriptor, String) {
        #if os(Linux)
        // Glibc's calls for this are not to be seen from here. The numbers are TIOCSPTLCK and TIOCGPTN.
        let window = try Descriptor(Foundation.open("/dev/ptmx", O_RDWR | O_NOCTTY))
        var lock: Int32 = 0
        var number: Int32 = 0
        guard ioctl(window.number, 0x4004_5431, &lock) == 0, ioctl(window.number, 0x8004_5430, &number) == 0 else {
            throw SystemError("open a terminal", nil, .last)
        }
        return (window, "/dev/pts/\(number)")
        #else
        let window = try Descriptor(posix_openpt(O_RDWR | O_NOCTTY))
        guard grantpt(window.number) == 0, unlockpt(window.number) == 0, let name = ptsname(window.number) else {
            throw SystemError("open a terminal", nil, .last)
        }
        return (window, String(cString: name))
        #endif
    }

    private static func readAll(_ window: Descriptor, typing answers: KeyValuePairs<String, String>) -> [UInt8] {
        var bytes: [UInt8] = []
        var answers = answers[...]
        var answered = 0
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = read(window.number, &buffer, buffer.count)
            // Linux ends a terminal with an error.
            guard count > 0 else { return bytes }
            bytes += buffer[..<count]
            let news = String(decoding: bytes[answered...], as: UTF8.self)
            guard let (question, answer) = answers.first, news.contains(question) else { continue }
            answered = bytes.count
            answers = answers.dropFirst()
            try? Array("\(answer)\n".utf8).withUnsafeBytes { try window.write($0) }
        }
    }
}
