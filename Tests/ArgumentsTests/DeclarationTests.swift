import Arguments
import Testing

/// Faults of the program itself stop it the first time a test looks at the command.
struct DeclarationTests {
    private static func declare(_ body: @Sendable @escaping (inout Declaration) -> Void) {
        let command = Command<SampleAction>("c", summary: "") { declare in
            body(&declare)
            return { _ in "" }
        }
        let program = Program<Void, SampleAction>(
            "p", summary: "", sections: [CommandSection("Commands", [.command(command)])]
        ) { _ = $0.flag("--global", short: "g", help: "") }
        _ = try? program.parse(["c"])
    }

    @Test func `a right declaration stops nothing`() async {
        await #expect(processExitsWith: .success) { Self.declare { _ = $0.flag("--a", short: "a", help: "") } }
    }

    @Test func `a name declared twice is a fault`() async {
        await #expect(processExitsWith: .failure) {
            Self.declare { declare in
                _ = declare.flag("--a", help: "")
                _ = declare.option("--a", value: "A", help: "")
            }
        }
        await #expect(processExitsWith: .failure) {
            Self.declare { declare in
                _ = declare.flag("--a", short: "a", help: "")
                _ = declare.flag("--b", short: "a", help: "")
            }
        }
        await #expect(processExitsWith: .failure) { Self.declare { _ = $0.flag("--global", help: "") } }
        await #expect(processExitsWith: .failure) { Self.declare { _ = $0.flag("--host", short: "h", help: "") } }
    }

    @Test func `a name that nobody could type is a fault`() async {
        await #expect(processExitsWith: .failure) { Self.declare { _ = $0.flag("a", help: "") } }
        await #expect(processExitsWith: .failure) { Self.declare { _ = $0.flag("--", help: "") } }
        await #expect(processExitsWith: .failure) { Self.declare { _ = $0.flag("--a=b", help: "") } }
        await #expect(processExitsWith: .failure) { Self.declare { _ = $0.flag("--a", short: "-", help: "") } }
    }

    @Test func `a flag that stands for a command has a name of its own`() async {
        @Sendable func parse(_ flags: String...) {
            let commands = flags.enumerated().map { index, flag in
                CommandTree.command(Command<SampleAction>("c\(index)", flag: flag, summary: "") { _ in { _ in "" } })
            }
            let program = Program<Void, SampleAction>("p", summary: "", sections: [CommandSection("C", commands)]) {
                _ = $0.flag("--global", help: "")
            }
            _ = try? program.parse(["c0"])
        }
        await #expect(processExitsWith: .success) { parse("--a", "--b") }
        await #expect(processExitsWith: .failure) { parse("--a", "--a") }
        await #expect(processExitsWith: .failure) { parse("--global") }
        await #expect(processExitsWith: .failure) { parse("a") }
    }

    @Test func `two lists of arguments are a fault`() async {
        await #expect(processExitsWith: .failure) {
            Self.declare { declare in
                _ = declare.repeatedArguments("A", help: "")
                _ = declare.repeatedArguments("B", help: "")
            }
        }
    }
}
