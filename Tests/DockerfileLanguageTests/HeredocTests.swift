import DockerfileLanguage
import Testing

@Suite struct HeredocTests {
    private static func heredocs(_ lines: String) -> [Heredoc] {
        switch DockerfileSample(below: lines).content {
        case .run(let running): running.command.heredocs
        case .copy(let copying), .add(let copying): copying.heredocs
        default: []
        }
    }

    @Test(arguments: [
        ("RUN <<EOF\na\n b\nEOF", "a\n b\n"), ("RUN <<EOF\nEOF", ""), ("RUN cat <<EOF > /x\na\nEOF", "a\n"),
        ("RUN << EOF\na\nEOF", "a\n"), ("RUN 3<<EOF\na\nEOF", "a\n"), ("RUN <<\"E O\"\na\nE O", "a\n"),
        ("RUN <<EOF\na\r\nEOF\r", "a\r\n"), ("RUN <<EOF\n# a\\\nEOF", "# a\\\n"), ("RUN <<-EOF\n\ta\n\t\tEOF", "\ta\n"),
        ("RUN <<$x\na\n$x", "a\n"), ("RUN <<E\\ F\na\nE F", "a\n"), ("COPY <<EOF /x\na\nEOF", "a\n"),
        ("ADD <<EOF /x\na\nEOF", "a\n"), ("RUN \"${x:-'}'}\" <<EOF\na\nEOF", "a\n"),
    ])
    func `a text stands between two names`(lines: String, content: String) {
        #expect(Self.heredocs(lines).map(\.content) == [content])
    }

    @Test(arguments: [
        "RUN [\"cat\", \"<<EOF\"]", "RUN echo '<<EOF'", "RUN echo $((1<<2))", "RUN cat <<<EOF", "RUN cat <<",
        // What a shell cannot divide has none.
        "RUN echo it's <<EOF", "RUN echo \"a <<EOF", "RUN echo ${x <<EOF", "RUN echo ${x^} <<EOF", "CMD cat <<EOF",
    ])
    func `not everything is a heredoc`(line: String) {
        let sample = DockerfileSample(below: line)
        #expect(sample.complaints.isEmpty)
        #expect(sample.instructions.map(\.text) == [line])
    }

    @Test func `several stand one after the other`() throws {
        let sample = DockerfileSample(below: "COPY <<a <<-\"b\" c <<a /x/\n1\na\n\t2\n\tb\n3\na\nUSER x")
        let copying = try #require(sample.copying)
        #expect(copying.sources == ["c"])
        // Of two with one name the last is both.
        #expect(copying.heredocs.map(\.text) == ["3\n", "2\n", "3\n"])
        #expect(copying.heredocs.map(\.expands) == [true, false, true])
        #expect(sample.instructions.map(\.lines) == [2...8, 9...9])
    }

    @Test func `leading tabs can be dropped`() {
        #expect(Self.heredocs("RUN <<-EOF\n\t\ta\tb\n \tc\n\nEOF").map(\.text) == ["a\tb\n \tc\n\n"])
        #expect(Self.heredocs("RUN <<EOF\n\ta\nEOF").map(\.text) == ["\ta\n"])
    }

    @Test(arguments: [
        (
            "RUN a &&\\\n  cat <<EOF\nb\n EOF",
            "Dockerfile:3:7: the heredoc \"EOF\" does not end [it ends with a line that is EOF and nothing else]"
        ),
        (
            "RUN <<EOF\n\tb\n\tEOF\nUSER x",
            "Dockerfile:2:5: the heredoc \"EOF\" does not end"
                + " [write \"<<-EOF\", so that the end may stand behind tabs]"
        ),
        (
            "RUN echo $((1 << 2))\nUSER x",
            "Dockerfile:2:15: the heredoc \"2))\" does not end"
                + " [\"<<\" begins one in arithmetic, too; write it without blanks around it]"
        ),
        (
            "RUN echo $(( 1 << 2 ))\nUSER x",
            "Dockerfile:2:16: the heredoc \"2\" does not end"
                + " [\"<<\" begins one in arithmetic, too; write it without blanks around it]"
        ),
        ("RUN <<E${x\nUSER x", nil),
        ("COPY a <<EOF\nb\nEOF", "Dockerfile:2:8: the destination of COPY cannot be a heredoc"),
    ])
    func `one that does not end is shown where it begins`(lines: String, complaint: String?) {
        #expect(DockerfileSample(below: lines).complaints == (complaint.map { [$0] } ?? []))
    }

    @Test func `an array may announce one, which is empty`() throws {
        let copying = try #require(DockerfileSample(below: "COPY [\"<<EOF\", \"/x\"]").copying)
        #expect(copying.heredocs.map(\.name) == ["EOF"])
        #expect(copying.heredocs.map(\.content) == [""])
    }
}
