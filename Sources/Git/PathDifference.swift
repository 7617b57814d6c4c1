internal import Host

/// What a path was in a commit, where it is something else in another commit or in the work tree.
struct PathDifference: Equatable {
    /// As git writes it: `100644`; zeros for nothing.
    let oldMode: String
    let newMode: String
    let oldObject: String
    let path: Path

    var staysSubmodule: Bool { oldMode == Self.submodule && newMode == Self.submodule }
    var isGone: Bool { Self.isNothing(newMode) }

    /// What was there, in a repository with this work tree.
    func before(in repository: Path) -> Change.Before {
        let blob = GitBlob(id: oldObject, path: path, repository: repository)
        return switch oldMode {
        case "120000": .link(blob)
        case Self.submodule: .submodule(Commit(id: oldObject))
        case "100755": .file(blob, isExecutable: true)
        case _ where Self.isNothing(oldMode): .absent
        default: .file(blob, isExecutable: false)
        }
    }

    private static func isNothing(_ mode: String) -> Bool { mode.utf8.allSatisfy { $0 == UInt8(ascii: "0") } }
    private static let submodule = "160000"
}

extension PathDifference {
    /// Reads what `git diff-tree --raw -z` answers.
    static func ofTrees(_ output: [UInt8]) throws -> [PathDifference] {
        var fields = output.split(separator: 0, omittingEmptySubsequences: false)[...]
        var all: [PathDifference] = []
        while let head = fields.popFirst(), !head.isEmpty {
            let words = head.dropFirst().split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
            guard head.first == UInt8(ascii: ":"), words.count == 5, let path = fields.popFirst() else {
                throw unexpected("diff-tree", head)
            }
            all.append(
                PathDifference(
                    oldMode: words[0], newMode: words[1], oldObject: words[2], path: Path(bytes: Array(path))))
        }
        return all
    }

    /// Reads what `git status --porcelain=2 -z` answers: what is not as in HEAD, and what git does not know and does not
    /// ignore. A repository within this one is one path.
    static func ofWorkTree(_ output: [UInt8]) throws -> [PathDifference] {
        var all: [PathDifference] = []
        for line in output.split(separator: 0) {
            switch line.first {
            // 1 XY sub mode-HEAD mode-index mode-now HEAD index path
            case UInt8(ascii: "1"): all.append(try fields(of: line, 8, oldMode: 3, newMode: 5, oldObject: 6))
            // u XY sub mode-base mode-ours mode-theirs mode-now base ours theirs path; what is ours is in HEAD
            case UInt8(ascii: "u"): all.append(try fields(of: line, 10, oldMode: 4, newMode: 6, oldObject: 8))
            case UInt8(ascii: "?"):
                let name = line.dropFirst(2)
                let path = Path(bytes: Array(name.last == UInt8(ascii: "/") ? name.dropLast() : name))
                all.append(PathDifference(oldMode: "000000", newMode: "100644", oldObject: "", path: path))
            case UInt8(ascii: "#"): continue
            default: throw unexpected("status", line)
            }
        }
        return all
    }

    private static func fields(
        of line: ArraySlice<UInt8>, _ count: Int, oldMode: Int, newMode: Int, oldObject: Int
    ) throws -> PathDifference {
        let fields = line.split(separator: UInt8(ascii: " "), maxSplits: count, omittingEmptySubsequences: false)
        guard fields.count == count + 1 else { throw unexpected("status", line) }
        let words = fields.map { String(decoding: $0, as: UTF8.self) }
        return PathDifference(
            oldMode: words[oldMode], newMode: words[newMode], oldObject: words[oldObject],
            path: Path(bytes: Array(fields[count])))
    }

    private static func unexpected(_ command: String, _ line: ArraySlice<UInt8>) -> GitFault {
        .failed(command, "it answered \"\(String(decoding: line.prefix(200), as: UTF8.self))\"")
    }
}
