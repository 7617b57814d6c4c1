import DockerfileLanguage
import Testing
import Values

@Suite struct DirectiveTests {
    @Test(arguments: [
        ("docker/dockerfile:1", true), ("docker/dockerfile", true), ("docker.io/docker/dockerfile:1.4-labs", true),
        ("docker/dockerfile-upstream:master", true), ("docker/dockerfile@sha256:1", true),
        ("mirror.example.com:5000/docker/dockerfile:1", true), ("r2d4/mockerfile", false),
        ("docker/dockerfiles", false), ("dockerfile", false), ("a/docker/dockerfile/b", false),
    ])
    func `a frontend that reads another language is told of`(image: String, isKnown: Bool) {
        let warnings = DockerfileSample("# syntax=\(image)\nFROM base").reading.warnings
        #expect(warnings.map(\.severity) == (isKnown ? [] : [.warning]))
        #expect(warnings.map(\.range?.text) == (isKnown ? [] : [image]))
    }

    @Test(arguments: [
        ("# escape=`", "`"), ("#ESCAPE = `  ", "`"), ("# escape=\\", "\\"), ("  # escape=`", "`"),
        ("\u{feff}# escape=`", "`"), ("# syntax=x\n# escape=`", "`"), ("# escape=`\r", "`"),
        // What is no directive ends them.
        ("# a\n# escape=`", "\\"), ("\n# escape=`", "\\"), ("#!/bin/x\n# escape=`", "\\"),
        ("# unknown=a\n# escape=`", "\\"), ("ARG a\n# escape=`", "\\"), ("# escapes=`", "\\"), ("# escape=", "\\"),
    ])
    func `the escape is set before anything else stands`(lines: String, escape: Character) {
        let sample = DockerfileSample("\(lines)\nFROM base\n")
        #expect(sample.reading.dockerfile.directives.escape == escape.asciiValue)
        #expect(sample.complaints.isEmpty)
    }

    @Test(arguments: [
        ("# syntax=docker/dockerfile:1", "docker/dockerfile:1"), ("#syntax = a b", "a"),
        ("#!/bin/x\n# syntax=a", "a"), ("# escape=`\n# syntax=a", "a"),
        (" # syntax=a", nil), ("# a\n# syntax=a", nil), ("# syntax=", nil),
    ])
    func `the syntax is kept and changes nothing`(lines: String, syntax: String?) {
        let sample = DockerfileSample("\(lines)\nFROM base\n")
        #expect(sample.reading.dockerfile.directives.syntax == syntax)
        #expect(sample.complaints.isEmpty)
    }

    @Test(arguments: [
        ("# escape=x", "Dockerfile:1:1: \"x\" cannot be the escape [it is either \\ or `]"),
        ("# escape= ", "Dockerfile:1:1: \" \" cannot be the escape [it is either \\ or `]"),
        ("# escape=`\n# Escape=`", "Dockerfile:2:1: there is a second directive \"escape\""),
        ("# syntax=a\n# syntax=a", "Dockerfile:2:1: there is a second directive \"syntax\""),
    ])
    func `a directive must make sense and stand once`(lines: String, complaint: String) {
        #expect(DockerfileSample("\(lines)\nFROM base\n").complaints == [complaint])
    }

    @Test func `directives are no comments`() {
        let sample = DockerfileSample("# syntax=a\n# escape=`\n# base is this\nFROM x AS base\n")
        #expect(sample.stages.first?.comments == ["base is this"])
    }
}
