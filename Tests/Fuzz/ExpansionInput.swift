import DockerfileLanguage
import Values

/// Words with variables, one in each line, in all the ways that they are expanded; the lines are tried as ports, modes and
/// signals as well.
enum ExpansionInput {
    static func read(_ input: [[UInt8]]) {
        for bytes in input {
            for line in bytes.split(separator: UInt8(ascii: "\n")).prefix(40) {
                let word = String(keepingBytes: Array(line))
                for expander in expanders { expand(word, expander) }
                if let port = try? PortSpecification(word) { _ = port.names }
                if let mode = try? SymbolicMode(word) { _ = mode.applied(to: 0o755, isDirectory: true) }
                _ = try? StopSignal(word)
            }
        }
    }

    private static func expand(_ word: String, _ expander: Expander) {
        do throws(ExpansionFault) {
            _ = try expander.expand(word, variables)
            _ = try expander.words(word, variables)
        } catch {
            _ = (error.description, error.hint)
        }
    }

    private static let expanders: [Expander] = {
        var heredoc = Expander()
        heredoc.removesQuotes = false
        var title = Expander(escape: UInt8(ascii: "`"))
        title.keepsQuotes = true
        title.keepsUnset = true
        title.keepsEscapes = true
        return [Expander(), heredoc, title]
    }()

    private static let variables: Variables = {
        var variables = Variables()
        for (name, value) in [("A", "alpha"), ("B", ""), ("C", "a/b/c.d\ne*?\\"), ("é", "日本語"), ("D", "x y")] {
            variables.set(name, to: value)
        }
        return variables
    }()

    static let words = [
        "$", "${", "}", "{", "$A", "${A}", "${B:-", "${C#", "${C##*", "${C%", "${A/", "${A//", "/", ":-", ":+", ":?",
        "?",
        "*", "\\", "`", "'", "\"", "<<", " ", "\u{a0}", "é", "日", "$é", "$$", "$1", "%", "#", "80", "-", ":", "[::1]:",
        "/tcp", "u+x", ",", "go=", "SIG",
    ]

    static let corpus = [
        "a$A-${B:-x}\n${C##*/}.${C%.*}\n\"$D\" '$A' \\$A\n", "${A/l?/-}${A//a/${D}}\n${U:-${V:-'a}'}}\n${A:?no}\n",
        "80\n127.0.0.1:80-90:80-90/udp\n[::1]:1:2/TCP\n", "u+x,go=rX\n755\ng=u-w,+t\n", "SIGTERM\nRTMIN+3\n-9\n",
        "<< EOF ${é%?} $é日\n`$A` ${U=}\n",
    ].map { Array($0.utf8) }
}

extension Language {
    static let expansion = Language(
        "expansion", fileEnding: "txt", corpus: { ExpansionInput.corpus }, words: ExpansionInput.words,
        read: ExpansionInput.read)
}
