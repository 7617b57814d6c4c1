import Foundation
import Host
import TestSupport
import Testing

@testable import Sandbox

struct BinaryFormatsTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
        try file("status", "enabled\n")
    }

    private func file(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: (directory.path / name).url)
    }

    private func register(_ flags: String, state: String = "enabled", offset: Int = 0) throws {
        try file(
            "qemu-aarch64",
            """
            \(state)
            interpreter /usr/bin/qemu-aarch64-static
            flags: \(flags)
            offset \(offset)
            magic 7f454c460201010000000000000000000200b700
            mask ffffffffffffff00fffffffffffffffffeffffff

            """)
    }

    private var formats: BinaryFormats { BinaryFormats(directory: directory.path) }

    @Test func `an emulator that is registered counts for its architecture`() throws {
        #expect(!formats.canRun("arm64"))
        try register("OCF")
        #expect(formats.canRun("arm64"))
        #expect(!formats.canRun("riscv64"))
        #expect(!formats.canRun("s390x"))
    }

    @Test func `one that would be looked for in the root of the process does not`() throws {
        try register("OC")
        #expect(!formats.canRun("arm64"))
        try register("OCF", state: "disabled")
        #expect(!formats.canRun("arm64"))
        try register("OCF", offset: 4)
        #expect(!formats.canRun("arm64"))
        try register("OCF")
        try file("status", "disabled\n")
        #expect(!formats.canRun("arm64"))
    }

    @Test func `the machine's own needs none`() {
        #if arch(x86_64)
        #expect(formats.canRun("amd64") && formats.canRun("386"))
        #elseif arch(arm64)
        #expect(formats.canRun("arm64"))
        #endif
    }

    @Test func `where nobody can say, it may be tried`() {
        #expect(BinaryFormats(directory: "/no/such/directory").canRun("arm64"))
    }

    @Test(arguments: ["", "enabled", "enabled\nflags: F\noffset 0\nmagic 7", "enabled\nflags: F\noffset 0\nmagic xx\n"])
    func `what cannot be read is nothing`(text: String) throws {
        try file("odd", text)
        #expect(!formats.canRun("arm64"))
    }
}
