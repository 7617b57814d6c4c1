import DockerfileLanguage
import Testing
import Values

@Suite struct SyntaxFaultTests {
    @Test(arguments: [
        ("RUN --moutn=type=cache a", "2:5: RUN has no flag \"--moutn\" [did you mean \"--mount\"?]"),
        (
            "USER --x a",
            "2:6: USER has no flag \"--x\" [USER has no flags; write \"--\" before words that begin with it]"
        ),
        (
            "COPY --zzzzzz a b",
            "2:6: COPY has no flag \"--zzzzzz\" [known flags: --from, --chown, --chmod, --link, --exclude, --parents]"
        ),
        ("COPY --from=a --from=b c d", "2:15: the flag \"--from\" is given twice"),
        ("COPY --from c d", "2:6: the flag \"--from\" needs a value [write \"--from=…\"]"),
        ("COPY --link= c d", "2:6: the flag \"--link\" needs a value [write \"--link=…\"]"),
        ("COPY --link=yes c d", "2:6: \"yes\" is neither true nor false, as \"--link\" must be [write true or false]"),
        (
            "COPY a",
            "2:6: COPY needs a source and a destination [the last argument is the destination, \".\" for the working directory]"
        ),
        ("CMD [\"a\", 1, \"b\"]", "2:11: an array in JSON may hold nothing but strings here [put it in double quotes]"),
        ("SHELL bash", "2:7: SHELL takes an array of strings in JSON [for example SHELL [\"/bin/bash\", \"-c\"]]"),
        ("SHELL []", "2:1: SHELL needs an argument"), ("ENV", "2:1: ENV needs an argument"),
        ("EXPOSE", "2:1: EXPOSE needs an argument"), ("ONBUILD", "2:1: ONBUILD needs an argument"),
        ("ARG", "2:1: ARG needs an argument"), ("HEALTHCHECK", "2:1: HEALTHCHECK needs an argument"),
        (
            "ENV a=b c d",
            "2:9: \"c\" in ENV is not of the form name=value [a value with blanks must be quoted; \"c=\" would be empty]"
        ),
        ("LABEL =a", "2:7: a name is missing in LABEL"), ("ARG a =b", "2:7: a name is missing in ARG"),
        ("ENV a=b =a", "2:9: a name is missing in ENV"),
        ("VOLUME [\"\"]", "2:8: the path of a volume is empty"),
        ("ONBUILD ONBUILD RUN a", "2:9: ONBUILD cannot trigger another ONBUILD"),
        ("ONBUILD from a", "2:9: ONBUILD cannot trigger FROM"),
        ("ONBUILD ENV a", "2:13: ENV gives \"a\" no value [write \"a=…\"]"),
        ("HEALTHCHECK NONE a", "2:13: HEALTHCHECK NONE takes no arguments"),
        ("HEALTHCHECK CMD []", "2:13: HEALTHCHECK CMD needs a command"),
        ("HEALTHCHECK curl", "2:13: unknown kind of HEALTHCHECK \"curl\" [there are CMD and NONE]"),
        (
            "HEALTHCHECK --interval=30 CMD a",
            "2:13: \"30\" is not a length of time, as \"--interval\" must be [for example \"30s\" or \"1m30s\"]"
        ),
        (
            "HEALTHCHECK --timeout=-1s CMD a",
            "2:13: \"-1s\" is too short: \"--timeout\" must be 1ms at least [for example \"30s\" or \"1m30s\"]"
        ),
        (
            "HEALTHCHECK --retries=4294967296 CMD a",
            "2:13: \"4294967296\" is not a number of retries [it is a whole number, 0 for the default]"
        ),
        ("RUN --network=hots a", "2:5: unknown network \"hots\" [did you mean \"host\"?]"),
        ("RUN --network=no a", "2:5: unknown network \"no\" [did you mean \"none\"?]"),
        ("RUN --security=x a", "2:5: unknown security mode \"x\" [there are sandbox, insecure]"),
        ("RUN --device=a,name=b c", "2:5: the device has a name already: \"a\""),
        ("RUN --mount= a", "2:5: the mount is malformed: it is empty"),
        (
            "RUN --mount=target=a\\\"b c",
            "2:5: the mount is malformed: a quote stands in the midst of a field"
                + " [quote the whole field, and write a quote in it twice]"
        ),
        (
            "RUN --mount=from=$x,target=/a b",
            "2:5: \"from=$x\": variables are not expanded in \"from\""
                + " [name a stage after it, FROM … AS name, and mount from that]"
        ),
        (
            "FROM a b",
            "2:8: FROM takes an image or a stage, and a name behind AS if need be [for example \"FROM alpine AS base\"]"
        ),
        (
            "FROM a AS 1b",
            "2:11: \"1b\" cannot be the name of a stage"
                + " [names begin with a letter, and have letters, digits, \"-\", \"_\" and \".\"]"
        ),
    ])
    func `what is wrong is shown where it stands`(line: String, complaint: String) {
        #expect(DockerfileSample(below: line).complaints == ["Dockerfile:\(complaint)"])
    }

    @Test func `a word as long as a file does not fill the screen`() {
        let word = String(repeating: "abc", count: 10_000)
        let faults = DockerfileSample(below: "\(word) x\nENV a=b \(word)").reading.faults
        #expect(faults.map { $0.message.count } == [301, 301])
    }

    @Test(arguments: [
        "HEALTHCHECK --bogus NONE", "ARG --bogus a", "STOPSIGNAL --bogus x", "RUN --mount=from=a$,target=/b c",
        "RUN --mount=type=nonsense,bogus=1 a", "RUN --mount=required a", "ONBUILD --mount=x", "COPY --exclude= a b",
        "HEALTHCHECK --interval= CMD a", "LABEL a=\"b", "ENV \"\" x", "USER ${", "EXPOSE x/y/z", "WORKDIR \"",
    ])
    func `what BuildKit takes is taken`(line: String) {
        let complaints = DockerfileSample(below: line).complaints
        #expect(complaints == (line.hasPrefix("ONBUILD --") ? ["Dockerfile:2:1: ONBUILD needs an argument"] : []))
    }
}
