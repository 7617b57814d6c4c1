import Foundation

/// What came of running a program.
package struct HearthRun: Sendable {
    package let code: Int32
    /// What it wrote to standard output, which need not be text.
    package let bytes: [UInt8]
    /// What it wrote to standard error.
    package let errors: String
    /// The most memory it had, in bytes, where that was measured.
    package let peakMemory: Int?

    package var output: String { String(decoding: bytes, as: UTF8.self) }

    package var lines: [String] { output.split(separator: "\n").map(String.init) }

    /// Its output as an object.
    package var object: [String: Any] {
        get throws { try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any] ?? [:] }
    }

    /// Its output as a list of objects.
    package var list: [[String: Any]] {
        get throws { try JSONSerialization.jsonObject(with: Data(bytes)) as? [[String: Any]] ?? [] }
    }
}
