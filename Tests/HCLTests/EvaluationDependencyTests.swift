import HCL
import Testing
import Values

@Suite struct EvaluationDependencyTests {
    @Test(arguments: [
        ("a.b[0] + c", ["a", "c"], []),
        ("f(a, g(b)...)", ["a", "b"], ["f", "g"]),
        ("[for k, v in v : \"${k}${v}${x}\" if y]", ["v", "x", "y"], []),
        ("[for x in a : [for y in x : y]] == y", ["a", "y"], []),
        ("{for x in a : x => z}", ["a", "z"], []),
        ("convert(a, list(string))", ["a"], ["convert"]),
        ("a[*].b[c]", ["a", "c"], []),
        ("{a = b, (c) = d}", ["b", "c", "d"], []),
        ("\"%{ for x in a }${x}${b}%{ endfor }\"", ["a", "b"], []),
        ("try(a ? b : !c, [d, -e])", ["a", "b", "c", "d", "e"], ["try"]),
    ])
    func `an expression depends on the names that nothing in it binds`(
        text: String, names: [String], functions: [String]
    ) throws {
        let dependencies = try #require(Bench.expression(text)).dependencies
        #expect(dependencies.references.map(\.root) == names)
        #expect(dependencies.functions.map(\.name) == functions)
    }

    @Test func `templates in JSON strings count`() throws {
        let parsed = Parsed(json: SourceFile(name: "a.json", text: #"{"x": ["${a.b}", "plain"]}"#))
        let value = try #require(parsed.body.attributes.first?.value)
        #expect(value.dependencies.references.map(\.root) == ["a"])
        #expect(try value.value(in: Scope(variables: ["a": .object(["b": .string("c")])])).json == #"["c","plain"]"#)
    }
}
