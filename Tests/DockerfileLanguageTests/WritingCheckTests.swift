import DockerfileLanguage
import Testing

/// The checks that look at nothing but how a file is written.
@Suite struct WritingCheckTests {
    @Test(arguments: [
        ("FROM a AS b\nUSER x", []),
        ("FROM a AS B", ["1 StageNameCasing: Stage name 'B' should be lowercase"]),
        ("FROM a as b", ["1 FromAsCasing: 'as' and 'FROM' keywords' casing do not match"]),
        ("from a AS b", ["1 FromAsCasing: 'AS' and 'from' keywords' casing do not match"]),
        // A word that is neither is told of once.
        (
            "From a as b",
            ["1 ConsistentInstructionCasing: Command 'From' should match the case of the command majority (uppercase)"]
        ),
        (
            "FROM a\nuser x\nrun y",
            ["1 ConsistentInstructionCasing: Command 'FROM' should match the case of the command majority (lowercase)"]
        ),
        // Where there are as many, the large ones are right. Global arguments do not count.
        (
            "arg x\nFROM a\nuser x",
            ["3 ConsistentInstructionCasing: Command 'user' should match the case of the command majority (uppercase)"]
        ),
        ("FROM a\nUSER x \\\n\n  y\n", ["4 NoEmptyContinuation: Empty continuation line"]),
        ("FROM a\nRUN <<E \\\n\n x\nE", ["4 NoEmptyContinuation: Empty continuation line"]),
        (
            "FROM a\nMAINTAINER x \\\n y",
            ["2-3 MaintainerDeprecated: Maintainer instruction is deprecated in favor of using label"]
        ),
        (
            "FROM a AS b\nFROM a AS b\nFROM a AS scratch",
            [
                "2 DuplicateStageName: Duplicate stage name \"b\", stage names should be unique",
                "3 ReservedStageName: Stage name should not use the same name as reserved stage \"scratch\"",
            ]
        ),
    ])
    func `how a file is written is held against rules`(text: String, findings: [String]) {
        let sample = DockerfileSample(text)
        #expect(sample.complaints.isEmpty)
        #expect(sample.findings == findings)
    }

    @Test(arguments: [
        // Division into instructions comes before all checks.
        ("FROM a AS B\nENV x", []),
        ("FROM a AS B\nFOO\nFROM a AS C", ["1 StageNameCasing: Stage name 'B' should be lowercase"]),
        ("FROM a b C", ["1 StageNameCasing: Stage name 'C' should be lowercase"]),
        ("FROM a\nFROM a AS b\nFROM a AS b\nUSER", []),
    ])
    func `findings end at the first fault`(text: String, findings: [String]) {
        let sample = DockerfileSample(text)
        #expect(!sample.complaints.isEmpty)
        #expect(sample.findings.filter { !$0.contains("FromAsCasing") } == findings)
    }
}
