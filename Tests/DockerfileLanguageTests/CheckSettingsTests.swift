import DockerfileLanguage
import Testing
import Values

@Suite struct CheckSettingsTests {
    @Test func `options are read in any order, blanks around them do not count`() throws {
        let settings = try CheckSettings(
            " error = true ; skip = StageNameCasing , JSONArgsRecommended;experimental=all")
        #expect(settings.failsOnFindings)
        #expect(settings.skipped == ["StageNameCasing", "JSONArgsRecommended"])
        #expect(settings.allowsAllExperimental)
        #expect(!settings.skipsAll)
    }

    @Test func `nothing asks for nothing`() throws {
        #expect(try CheckSettings("  ") == CheckSettings())
    }

    @Test(arguments: [
        // What stands there, what is said of it, what to do about it.
        (
            "frob=yes", #"the checks have no option "frob""#,
            "there are skip, error and experimental, apart by semicolons"
        ),
        ("skp=all", #"the checks have no option "skp""#, #"did you mean "skip"?"#),
        ("skip", #"the option "skip" of the checks has no value"#, "write skip=all, or skip= and the names of rules"),
        (
            "UndefinedVar", #"the option "UndefinedVar" of the checks has no value"#,
            "write skip=UndefinedVar to skip the rule"
        ),
        ("skip=A;", "an option of the checks is empty", "there are skip, error and experimental, apart by semicolons"),
        (
            "error=perhaps", #""error" of the checks must be true or false, and is "perhaps""#,
            "write error=true or error=false"
        ),
    ])
    func `what is no setting is told`(text: String, message: String, hint: String) throws {
        let fault = try #require(throws: CheckSettingsFault.self) { try CheckSettings(text) }
        #expect(fault.diagnostic(at: nil) == Diagnostic(.error, message, hint: hint))
    }

    @Test(arguments: [
        // Skipping, whether a usual rule is held, whether an experimental one is.
        ("", true, false), ("skip=all", false, false), ("skip=UndefinedVar", false, false),
        ("skip=undefinedvar", true, false), ("experimental=InvalidDefinitionDescription", true, true),
        ("skip=all;experimental=all", false, true), ("skip=InvalidDefinitionDescription;experimental=all", true, true),
    ])
    func `rules are held unless skipped, experimental ones if asked for`(text: String, usual: Bool, other: Bool) throws
    {
        let settings = try CheckSettings(text)
        #expect(settings.holds(.undefinedVar) == usual)
        #expect(settings.holds(.invalidDefinitionDescription) == other)
    }

    @Test func `a rule is explained at its name`() {
        #expect(Rule.undefinedVar.address == "https://docs.docker.com/go/dockerfile/rule/undefined-var/")
        #expect(Rule.jsonArgsRecommended.address == "https://docs.docker.com/go/dockerfile/rule/json-args-recommended/")
        #expect(Rule.invalidBaseImagePlatform.address == nil)
    }
}
