package import Host
package import Values

/// Something that a verification found wrong.
package enum Finding: Equatable, Sendable {
    /// The index itself, in SQLite's words.
    case damagedIndex(String)
    /// A row without a file.
    case missing(Blob, Path)
    /// A file that is not what its row says.
    case damaged(Blob, Path, Corruption)
    /// A file that has the right content, and no row.
    case unreferenced(Digest, Path, bytes: Int64)
    /// A file that is not what its name says, and no row.
    case rubbish(Path, bytes: Int64)
}

/// What was done about a finding.
package enum Repair: Equatable, Sendable {
    /// The row is gone, and so are these references.
    case forgotten(references: [String])
    /// The row is gone, and the file is in the quarantine.
    case quarantined(Path, references: [String])
    /// The file has a row again.
    case adopted
}

/// How a verification ended.
package struct Verification: Equatable, Sendable {
    package struct Entry: Equatable, Sendable {
        package let finding: Finding
        /// Nil when nothing was to be done, or nothing could.
        package let repair: Repair?
    }

    package internal(set) var blobs = 0
    package internal(set) var bytes: Int64 = 0
    package internal(set) var entries: [Entry] = []

    package var isClean: Bool { entries.isEmpty }

    /// Whether a row's file was found wrong at `path`.
    func mentions(_ path: Path) -> Bool {
        entries.contains { entry in
            if case .damaged(_, path, _) = entry.finding { true } else { false }
        }
    }

    mutating func count(_ blob: Blob) {
        blobs += 1
        bytes += blob.stored
    }

    mutating func add(_ finding: Finding, _ repair: Repair?) {
        entries.append(Entry(finding: finding, repair: repair))
    }
}
