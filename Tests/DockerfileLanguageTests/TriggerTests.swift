import DockerfileLanguage
import Testing
import Values

@Suite struct TriggerTests {
    private static let stage = SourceFile(name: "Dockerfile", text: "ARG a\nFROM base\n")
    private static let range = SourceRange(stage, 6..<15)

    private static func read(_ text: String) throws(Diagnostics) -> Instruction {
        try Instruction(trigger: text, lines: 2...2, range: range)
    }

    @Test func `a trigger is an instruction that stands at its stage`() throws {
        let instruction = try Self.read("RUN --mount=type=cache,target=/a <<EOF\nb\nEOF")
        #expect(instruction.lines == 2...2)
        #expect(instruction.range == Self.range)
        guard case .run(let running) = instruction.content else { throw Missing() }
        #expect(running.command.heredocs.map(\.content) == ["b\n"])
        #expect(running.mounts == [WrittenMount(text: "type=cache,target=/a", range: Self.range)])
    }

    @Test(arguments: [
        ("", "a trigger has nothing in it"), ("# a\n", "a trigger has nothing in it"),
        ("FOO a", "unknown instruction \"FOO\""),
        ("FROM a", "FROM cannot be a trigger"),
        ("USER a\nUSER b", "a trigger must be one instruction"), ("ENV a", "ENV gives \"a\" no value"),
        ("COPY a", "COPY needs a source and a destination"),
    ])
    func `a trigger that is none is told of at the stage`(text: String, message: String) {
        do throws(Diagnostics) {
            _ = try Self.read(text)
            Issue.record("it was read")
        } catch {
            #expect(error.all.map(\.message) == [message])
            #expect(error.all.map(\.range) == [Self.range])
            #expect(error.all.map(\.notes) == [[.init("the base image asks for \"ONBUILD \(text)\"")]])
        }
    }
}
