import Compose
import Testing
import Values

@Suite struct DotenvTests {
    /// What the variables A to D are then. The results are buildx's; nil where it fails.
    @Test(
        arguments: [
            ("A=1\nB=2\n", ["A": "1", "B": "2"]),
            ("A=1", ["A": "1"]),
            ("A = 1 \n", ["A": "1"]),
            (" A=1\n", ["A": "1"]),
            ("export A=1\n", ["A": "1"]),
            ("export  A=1\n", ["A": "1"]),
            ("exportA=1\n", [:]),
            ("export\tA=1\n", ["A": "1"]),
            ("A=\nB=\n", ["A": "", "B": ""]),
            ("A= # c\nB=x # c\nC=x#c\n", ["A": "# c", "B": "x", "C": "x#c"]),
            ("A=\"x\" # c\n", ["A": "x"]),
            ("A='x' B='y'\n", ["A": "x", "B": "y"]),
            ("A=\"a\nb\"\nB=1\n", ["A": "a\nb", "B": "1"]),
            ("A='a\\'b'\n", ["A": "a'b"]),
            ("A=\"a\\\"b\"\n", ["A": "a\"b"]),
            ("A=\"a\\tb\\\\n\"\n", ["A": "a\tb\\n"]),
            ("A=\"a\\$V\"\nB=$$V\n", ["A": "a$V", "B": "$V"]),
            ("A=\"\\0101x\"\n", ["A": "Ax"]),
            ("A=\"\\012\"\n", ["A": "\\12"]),
            ("A=\"\\c\\q\"\n", ["A": "\\c\\q"]),
            ("A: 1\n", ["A": "1"]),
            ("A:1\nB:=2\n", ["A": "1", "B": "=2"]),
            ("A=b=c\n", ["A": "b=c"]),
            ("# c\n#d\nA=1\n", ["A": "1"]),
            ("\n\nA=1\n\n", ["A": "1"]),
            ("A=1\r\nB=2\r\n", ["A": "1", "B": "2"]),
            ("A=\"1\"\r\nB=2\r\n", ["A": "1", "B": "2"]),
            ("A B=1\n", nil),
            ("A\nB=1\n", ["B": "1"]),
            ("A\n", [:]),
            ("A", [:]),
            ("1A=x\n", [:]),
            ("A.B=1\nA=2\n", ["A": "2"]),
            ("A-B=1\nA=1\n", ["A": "1"]),
            ("A[0]=1\nA=3\n", ["A": "3"]),
            ("é=1\nA=1\n", ["A": "1"]),
            ("A=${B}\nB=1\n", ["A": "", "B": "1"]),
            ("B=1\nA=${B}\n", ["A": "1", "B": "1"]),
            ("B=1\nA='${B}'\n", ["A": "${B}", "B": "1"]),
            ("A=$V\n", ["A": "v"]),
            ("V=mine\nA=$V\n", ["A": "v"]),
            ("A=${U:?x}\n", nil),
            ("A=\"x\n", nil),
            ("A='x\n", nil),
            ("A=\"x\"y\n", ["A": "x"]),
            ("A=x\"y\"\n", ["A": "x\"y\""]),
            ("A=`x`\n", ["A": "`x`"]),
            ("A=$(x)\n", ["A": "$(x)"]),
            ("=1\n", [:]),
            ("A!=1\n", nil),
            ("A=1;B=2\n", ["A": "1;B=2"]),
            ("A=1\nA=2\n", ["A": "2"]),
            ("A=\"${U:-d}\"\n", ["A": "d"]),
            ("A=${U:-d e}\nB=\"$A\"\n", ["A": "d e", "B": "d e"]),
            ("A=a\\nb\n", ["A": "a\\nb"]),
            ("A=a\\ b\n", ["A": "a\\ b"]),
            ("A=   x   \n", ["A": "x"]),
            ("A=\"  x  \"\n", ["A": "  x  "]),
            ("A=\tx\n", ["A": "x"]),
            ("A=1 #c # d\n", ["A": "1"]),
            ("A=#c\n", ["A": "#c"]),
            ("A=\"#c\"\n", ["A": "#c"]),
            ("A=x\\\nB=y\n", ["A": "x\\", "B": "y"]),
            ("export A\n", [:]),
            ("A =1\n", ["A": "1"]),
            ("A\t=1\n", ["A": "1"]),
            ("A=\"a\\\nb\"\n", ["A": "a\\\nb"]),
            ("A=\"$V\"\n", ["A": "v"]),
            ("A=\"${V}x\"\n", ["A": "vx"]),
            ("A=\"it's\"\n", ["A": "it's"]),
            ("A='say \"x\"'\n", ["A": "say \"x\""]),
            ("A=\"\\\\\"\n", ["A": "\\"]),
            ("A=\"\\\\\\\"\"\n", ["A": "\\\""]),
            ("A='\\\\'\n", ["A": "\\\\"]),
            ("A={\"a\": 1}\n", ["A": "{\"a\": 1}"]),
            ("A=a b c\n", ["A": "a b c"]),
            ("A=ü\n", ["A": "ü"]),
            ("A=\"\\u00e9\"\n", ["A": "\\u00e9"]),
            ("A=\"\\x41\"\n", ["A": "\\x41"]),
            ("A=\"\\0\"\n", ["A": "\\"]),
            ("A=\"\\07\"\n", ["A": "\\7"]),
            ("A=\"\\0777\"\n", ["A": "\\777"]),
            ("A=\"\\a\\b\\f\\v\\r\"\n", ["A": "\u{7}\u{8}\u{c}\u{b}\r"]),
        ] as [(String, [String: String]?)])
    func `an env file`(text: String, result: [String: String]?) {
        let dotenv = try? Dotenv(SourceFile(name: ".env", text: text)) { ["V": "v"][$0] }
        #expect(dotenv?.variables.filter { ["A", "B", "C", "D"].contains($0.key) } == result)
    }

    @Test(arguments: [
        ("A=1\nB!=2\n", ".env:2:2: \"!\" cannot be in the name of a variable"),
        ("A B=1\n", ".env:1:1: the name \"A B\" has a space in it"),
        ("\nA=\"open\n", ".env:2:3: the closing quote is missing"),
        ("A=${B\n", ".env:1:3: A has a variable that is not written as one"),
        ("A=${B:?set it}\n", ".env:1:3: variable B, which A needs, is not set: set it"),
    ])
    func `what is wrong is shown where it is`(text: String, complaint: String) throws {
        let error = #expect(throws: Diagnostics.self) {
            _ = try Dotenv(SourceFile(name: ".env", text: text)) { _ in nil }
        }
        let fault = try #require(error?.all.first)
        #expect("\(fault.range.map(\.description) ?? ""): \(fault.message)" == complaint)
    }

    @Test func `a byte order mark is no part of the first name`() throws {
        #expect(try Dotenv(SourceFile(name: "x", text: "\u{feff}A=1\n")) { _ in nil }.variables == ["A": "1"])
    }

    @Test func `a file knows the variables of one before it`() throws {
        let file = SourceFile(name: "x", text: "B=$A\n")
        #expect(try Dotenv(file, known: ["A": "1"]) { _ in nil }.variables == ["A": "1", "B": "1"])
    }
}
