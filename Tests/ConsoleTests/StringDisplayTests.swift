import Console
import Testing
import Values

struct StringDisplayTests {
    @Test(arguments: [
        ("", 0), ("plain", 5), ("äöü", 3), ("日本語", 6), ("한국어", 6), ("ｆｕｌｌ", 8), ("🐳", 2), ("👩‍👩‍👧", 2), ("❤️", 2),
        ("e\u{301}", 1), ("a\u{200b}b", 2),
    ])
    func `width is counted in columns`(text: String, width: Int) {
        #expect(text.displayWidth == width)
    }

    @Test(arguments: [
        ("plain ü 日", "plain ü 日"), ("a\nb\tc", "a\\nb\\tc"), ("\u{1b}[0m", "\\u{1B}[0m"), ("\u{9b}1m", "\\u{009B}1m"),
        ("\u{7f}", "\\u{7F}"), ("a\u{202e}b", "a\\u{202E}b"), ("\r\n", "\\r\\n"),
        (String(keepingBytes: [0x61, 0xff]), "a\\xff"),
    ])
    func `what steers a terminal is spelt out`(text: String, shown: String) {
        #expect(text.spellingOutControls() == shown)
    }

    @Test func `what is wanted is let through`() {
        #expect("a\nb\u{1b}".spellingOutControls(except: ["\n"]) == "a\nb\\u{1B}")
    }

    @Test(arguments: [
        ("base.tar", "base.tar"), ("./a-b_c/d=e", "./a-b_c/d=e"), ("übung", "übung"), ("", "''"),
        ("my file", "'my file'"),
        ("it's", #"'it'\''s'"#), ("$(id)", "'$(id)'"), ("a;b", "'a;b'"), ("~", "'~'"),
        (String(keepingBytes: [0xff] + Array(#"it's\a"#.utf8) + [10]), #"$'\xffit\'s\\a\n'"#),
    ])
    func `a shell reads the word as it was`(text: String, word: String) {
        #expect(text.shellWord == word)
    }
}
