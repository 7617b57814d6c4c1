import BakeLanguage
import Testing

@Suite struct PassedOverTests {
    private static func part(_ name: String, of block: String) -> String {
        "\"\(name)\" is no part of a \(block), and is passed over"
    }

    @Test(arguments: [
        ("target \"default\" { x-herth = {} }", part("x-herth", of: "target")),
        ("target \"default\" {\n x-heart {}\n}", part("x-heart", of: "target")),
        ("xhearth = { include = [] }\ntarget \"default\" {}", part("xhearth", of: "bake file")),
        ("x-herth {}\ntarget \"default\" {}", part("x-herth", of: "bake file")),
        ("target \"default\" {}\nvariable \"v\" { defualt = 1 }", part("defualt", of: "variable")),
        ("target \"default\" {}\nvariable \"v\" { descriptin = \"d\" }", part("descriptin", of: "variable")),
        ("target \"default\" {}\nvariable \"v\" {\n validaton {}\n}", part("validaton", of: "variable")),
        (
            "target \"default\" {}\nvariable \"v\" { validation = {} }",
            "the attribute \"validation\" is passed over: it is a block"
        ),
        (
            "target \"default\" {}\nvariable \"v\" {\n default {}\n}",
            "the block \"default\" is passed over: it is an attribute"
        ),
    ])
    func `a slip in a name is told`(text: String, message: String) {
        #expect(Bakery(text).complaints() == [message])
    }

    @Test(arguments: ["hearth = \"1.2\"", "xs = { a = 1 }", "variable \"v\" { owner = \"me\" }"])
    func `a name that resembles nothing known is nobody's business`(text: String) {
        #expect(Bakery("target \"default\" {}\n\(text)").complaints() == [])
    }

    @Test func `one slip in a function makes one message`() {
        let text = "target \"default\" {}\nfunction \"f\" {\n parms = [a]\n result = 1\n}"
        #expect(Bakery(text).complaints() == ["unknown attribute \"parms\""])
    }
}
