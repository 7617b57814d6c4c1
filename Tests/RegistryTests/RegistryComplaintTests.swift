import Testing

@testable import Registry

struct RegistryComplaintTests {
    private func reason(_ text: String, hiding secret: String? = nil) -> String? {
        RegistryComplaint(Array(text.utf8), hiding: secret).reason
    }

    @Test(arguments: [
        (#"{"errors":[{"code":"DENIED","message":"no way"}]}"#, "no way"),
        (#"{"errors":[{"code":"DENIED"}]}"#, "DENIED"),
        (
            #"{"errors":[{"code":"X","message":"unknown","detail":{"digest":"sha256:1"}}]}"#,
            #"unknown ({"digest":"sha256:1"})"#
        ),
        (#"{"errors":[{"message":"one","detail":null},{"message":"two","detail":{}}]}"#, "one; two"),
        (#"{"errors":[{"message":"two\nlines\u001b[31m and more"}]}"#, "two lines [31m and more"),
        (#"{"errors":[{"message":"see https://x.test/y?token=abc now"}]}"#, "see https://x.test/y?… now"),
        (#"{"errors":[]}"#, nil), (#"{"errors":7}"#, nil), ("[[[", nil), ("<html>", nil), ("", nil),
    ])
    func `a complaint is one line for people`(text: String, expected: String?) {
        #expect(reason(text) == expected)
    }

    @Test func `a long one is cut`() {
        let words = reason(#"{"errors":[{"message":"\#(String(repeating: "a", count: 5000))"}]}"#)
        #expect(words?.count == 301)
    }

    @Test func `a registry that repeats a token is not repeated`() {
        let text = #"{"errors":[{"code":"DENIED","message":"bad token abc.def"}]}"#
        #expect(reason(text, hiding: "Bearer abc.def") == nil)
        #expect(reason(text, hiding: "Bearer other") == "bad token abc.def")
        #expect(RegistryComplaint(Array(text.utf8), hiding: nil).codes == ["DENIED"])
    }
}
