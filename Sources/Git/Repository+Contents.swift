internal import Host

extension Repository {
    /// Lends the content that each of some changed paths had, as a checkout would write it: line ends and filters are
    /// applied. In the order of the changes, but for links, which come first; those without content are passed over.
    ///
    /// What Git LFS would download is left as its pointer.
    package func forEachContent(of changes: [Change], _ body: (Change, [UInt8]) throws -> Void) throws {
        var groups: [Group: [(Change, GitBlob)]] = [:]
        for change in changes {
            guard let (blob, isFiltered) = change.content else { continue }
            groups[Group(repository: blob.repository, isFiltered: isFiltered), default: []].append((change, blob))
        }
        for (group, wanted) in groups.sorted(by: { $0.key < $1.key }) {
            try BlobBatch(GitProgram(in: group.repository), isFiltered: group.isFiltered, isShallow: isShallow)
                .forEach(wanted.map(\.1)) { try body(wanted[$0].0, $1) }
        }
    }

    private struct Group: Hashable, Comparable {
        let repository: Path
        let isFiltered: Bool

        static func < (left: Group, right: Group) -> Bool {
            if left.repository != right.repository {
                return left.repository.bytes.lexicographicallyPrecedes(right.repository.bytes)
            }
            return !left.isFiltered && right.isFiltered
        }
    }
}

extension Change {
    /// Where the content is, and whether filters are for it. Links have none, and git cannot be told of a path with a
    /// line break.
    fileprivate var content: (GitBlob, isFiltered: Bool)? {
        switch before {
        case .absent, .submodule: nil
        case .link(let blob): (blob, false)
        case .file(let blob, _): (blob, !blob.path.bytes.contains(UInt8(ascii: "\n")))
        }
    }
}

/// Many blobs from one `git cat-file`.
///
/// It tells the size of what it has, not of what the filters make of that. So each answer begins with a word that no
/// content can have, as it was not there before.
private struct BlobBatch {
    private let git: GitProgram
    private let isFiltered: Bool
    private let isShallow: Bool
    private let mark: String

    init(_ git: GitProgram, isFiltered: Bool, isShallow: Bool) {
        self.git = git
        self.isFiltered = isFiltered
        self.isShallow = isShallow
        var random = SystemRandomNumberGenerator()
        mark = (0..<2).map { _ in String(random.next(), radix: 36) }.joined()
    }

    /// How far requests are ahead of answers.
    private static let window = 64
    private static let largest = 1 << 30

    func forEach(_ blobs: [GitBlob], _ body: (Int, [UInt8]) throws -> Void) throws {
        let words = ["cat-file", "--batch=\(mark) %(objectname)"] + (isFiltered ? ["--filters"] : [])
        do {
            try git.command(words).withRunning { running in
                var asked = 0
                func ask(upTo end: Int) throws {
                    let requests = blobs[asked..<max(asked, min(end, blobs.count))].flatMap(request)
                    if !requests.isEmpty { try running.send(requests) }
                    asked = max(asked, min(end, blobs.count))
                    if asked == blobs.count { running.finishSending() }
                }
                try ask(upTo: Self.window)
                try skipMark(running, words, blobs)
                for (place, blob) in blobs.enumerated() {
                    if asked <= place + Self.window / 2 { try ask(upTo: place + Self.window) }
                    try body(place, try content(of: blob, running, isLast: place == blobs.count - 1))
                }
            }
        } catch let fault as SubprocessFault {
            throw GitFault.noGit(fault)
        }
    }

    private func request(_ blob: GitBlob) -> [UInt8] {
        Array(blob.id.utf8) + (isFiltered ? [UInt8(ascii: " ")] + blob.path.bytes : []) + [UInt8(ascii: "\n")]
    }

    private func skipMark(_ running: RunningSubprocess, _ words: [String], _ blobs: [GitBlob]) throws {
        guard try running.read(through: Array("\(mark) ".utf8)) == nil else { return }
        if try running.wait() == .exited(0), let first = blobs.first { throw missing(first) }
        throw GitProgram.failure(words, running.errors)
    }

    private func missing(_ blob: GitBlob) -> GitFault {
        .missingObject(blob.id, of: blob.path, isShallow: isShallow)
    }

    /// What stands between the mark of this blob and the next one's.
    private func content(of blob: GitBlob, _ running: RunningSubprocess, isLast: Bool) throws -> [UInt8] {
        let line = try running.read(through: [UInt8(ascii: "\n")]) ?? []
        guard line.dropLast().elementsEqual(blob.id.utf8) else { throw missing(blob) }
        let mark = Array("\n\(self.mark) ".utf8)
        if isLast { return Array(try running.readToEnd(limit: Self.largest).dropLast()) }
        guard let content = try running.read(through: mark, limit: Self.largest) else { throw missing(blob) }
        return Array(content.dropLast(mark.count))
    }
}
