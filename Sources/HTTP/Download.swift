package import Values

/// What ADD makes of a file that it fetches.
package enum Download {
    package static let permissions: UInt16 = 0o600

    /// The file's time: what the server says, or the beginning of time.
    package static func modified(_ answer: HTTPAnswer) -> Timestamp {
        answer.lastModified ?? Timestamp(microseconds: 0)
    }
}
