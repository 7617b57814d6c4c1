import DockerfileLanguage
import Foundation
import Values

/// Ignore files and the filters they make; their lines are tried as sources of COPY as well.
enum IgnoreInput {
    static func read(_ input: [[UInt8]]) {
        for bytes in input {
            do {
                let file = try IgnoreFile(SourceFile(name: ".dockerignore", bytes: bytes))
                walk(try PathFilter(file.patterns))
            } catch let faults as Diagnostics {
                for fault in faults.all.prefix(20) { _ = fault.range?.start }
            } catch {
                print("an ignore file was read that makes no filter: \(error)")
                exit(3)
            }
            for line in bytes.split(separator: UInt8(ascii: "\n")).prefix(20) {
                look(for: String(keepingBytes: Array(line)))
            }
        }
    }

    /// What is said of a directory must hold for what is in it.
    private static func walk(_ filter: PathFilter) {
        for path in paths {
            var verdict = PathFilter.Verdict.root
            var (mayKeep, keepsAll) = (true, false)
            for end in path.indices where path[end] == UInt8(ascii: "/") || end == path.count - 1 {
                let part = Array(
                    path[...end].drop { $0 == UInt8(ascii: "/") }.reversed().drop { $0 == UInt8(ascii: "/") }.reversed()
                )
                verdict = filter.verdict(on: part, below: verdict)
                guard mayKeep || verdict.isExcluded, !keepsAll || !verdict.isExcluded else {
                    print("a filter contradicts itself on \(String(decoding: part, as: UTF8.self))")
                    exit(3)
                }
                mayKeep = mayKeep && filter.mayKeep(below: part, verdict)
                keepsAll = keepsAll || filter.keepsAll(below: part, verdict)
            }
            _ = filter.dropping(path)
        }
    }

    private static func look(for source: String) {
        if let pattern = try? CopyPattern(source) { for path in paths { _ = pattern.matches(path) } }
        if let pattern = try? ParentsPattern(source) {
            for path in paths { _ = pattern.mayMatch(below: path, pattern.match(path, below: .root)) }
        }
    }

    private static let paths =
        [
            "a", "a/b", "a/b/c.txt", ".git/config", "src/node_modules/x/y.js", "é/日本", "a b/[c]/*", "*",
            "d/e/f/g/h.pyc",
        ].map { Array($0.utf8) } + [[0xff, 0x2f, 0x61, 0x0a]]

    static let words = [
        "!", "*", "**", "**/", "/**", "?", "[", "]", "[a-z]", "[^a]", "[[:alpha:]]", "\\", "/", "./", "../", "#", "\n",
        "\r\n", "\u{feff}", " ", "\t", "a", "b/c", ".git", "src", ".pyc", "é", "日", "-", "^", "\u{0}",
    ]

    static let corpus = [
        ".git\nnode_modules\n**/*.pyc\n**/__pycache__/**\n*.log\n", "*\n!src\n!src/**/[a-z]*.js\n",
        "# all\n/a/*/c.txt\n\n!a/b\na/?\n", "d/**\n!d/e/**/h.*\n**/x\n", "\u{feff}é*\r\n[é-日]\\*\r\n**foo\r\n",
    ].map { Array($0.utf8) }
}

extension Language {
    static let ignore = Language(
        "ignore", fileEnding: "dockerignore", corpus: { IgnoreInput.corpus }, words: IgnoreInput.words,
        read: IgnoreInput.read)
}
