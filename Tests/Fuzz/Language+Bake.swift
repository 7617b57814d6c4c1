import BakeLanguage
import Compose
import Foundation
import HCL
import TestSupport
import Values

extension Language {
    static let hcl = bake(
        "hcl", fileEnding: "hcl", owns: { $0.pathExtension == "hcl" },
        words: [
            "{", "}", "[", "]", "(", ")", "\"", "${", "%{", "%{ if true }", "%{ for x in [1] }", "%{ endif }",
            "%{ endfor }", "~}", "<<EOT\n", "<<-EOT\n", "EOT\n", "=", "==", "=>", "?", ":", ",", ".", "...", ".*",
            "[*]", "for x in ", "if ", "null", "true", "-", "!", "&&", "1e9", "1e999999999", "0.1", "\\u00e9", "\\",
            "#", "//", "/*", "*/", "\n", "\r\n", "\u{feff}", "target \"a\" {", "variable \"V\" {", "default = ",
            "function \"f\" {", "f(", "range(", "setproduct(", "format(\"%1000d\", ", "pow(2, ", "target.a.tags",
            "x-hearth = {", "matrix = { a = ", "name = ", "jsonencode(", "replace(", "try(", "{for k, v in ",
            "x-hearth = { include = [\"a.hcl\"] }\n", "include = [\"other.yml\"]", "key-files = [\"*.txt\"]",
            "secret = [\"id=t,src=token.txt\"]\n", "ssh = [\"default=token.txt\"]\n", "inherits = [\"a\"]\n",
            "contexts = { a = \"target:a\" }\n",
        ],
        openings: [
            "x-hearth = { include = [\"a.hcl\"] }\n", "x-hearth = { include = [\"other.yml\", \"b.hcl\"] }\n",
            "target \"default\" {\nsecret = [\"id=t,src=token.txt\", \"id=u,env=TAG\"]\nssh = [\"k=token.txt\"]\n}\n",
            "target \"default\" {\ninherits = [\"a\"]\ncontexts = { a = \"target:a\" }\n}\ntarget \"a\" {}\n",
        ])

    static let json = bake(
        "json", fileEnding: "json",
        owns: { $0.pathExtension == "json" && !["case.json", "expected.json"].contains($0.lastPathComponent) },
        words: [
            "{", "}", "[", "]", "\"", ":", ",", "null", "true", "1e9", "-", "\\u00e9", "\\ud800", "\\", "${", "%{",
            "\"${x}\"", "\"//\":", "\"target\":{", "\"variable\":{", "\"default\":", "\"x-hearth\":{", "\n",
            "\u{0}",
            "\"matrix\":{\"a\":[1,2]},", "\"name\":\"${a}\",", "[[[[", "{\"a\":",
            "\"x-hearth\":{\"include\":[\"a.hcl\"]},", "\"secret\":[\"id=t,src=token.txt\"],",
            "\"inherits\":[\"a\"],",
        ],
        openings: [
            "{\"x-hearth\":{\"include\":[\"a.hcl\"]},", "{\"x-hearth\":{\"include\":[\"other.yml\"]},",
            "{\"target\":{\"default\":{\"secret\":[\"id=t,src=token.txt\"]}},",
        ])

    static let compose = bake(
        "compose", fileEnding: "yaml", owns: { ["yml", "yaml"].contains($0.pathExtension) },
        words: [
            "services:\n", "  a:\n", "    build:\n", "      context: .\n", "- ", "? ", ": ", "{", "}", "[", "]",
            "&a ",
            "*a", "<<: *a\n", "!reset ", "!override ", "!!str ", "!!binary ", "|\n", ">\n", "'", "\"", "#", "---\n",
            "...\n", "%YAML 1.1\n", "\t", "${A:-b}", "${A:?b}", "$$", "${", "~", "0x1f", ".inf", "2001-01-01",
            "\u{feff}",
            "extends: a\n", "include: [a]\n", "include: [other.yml]\n", "extends: {file: other.yml, service: a}\n",
            "secrets: {t: {file: token.txt}}\n", "${TAG}", "env_file: .env\n", "x-bake:\n", "\n", "  ",
        ],
        openings: [
            "include: [other.yml]\n", "secrets: {t: {file: token.txt}}\n",
            "include: [{path: other.yml, env_file: .env}]\n",
            "services:\n  default:\n    extends: {file: other.yml, service: a}\n",
        ])

    private static func bake(
        _ name: String, fileEnding: String, owns: @escaping @Sendable (URL) -> Bool, words: [String], openings: [String]
    ) -> Language {
        Language(
            name, fileEnding: fileEnding, corpus: { Corpus.files(in: ["Tests/Conformance/bake"], owns) }, words: words,
            openings: openings
        ) { input in
            resolve(
                input.enumerated().map { BakeFile(SourceFile(name: "bake-\($0).\(fileEnding)", bytes: $1)) })
        }
    }

    /// Syntax, definitions, the targets of the default group. Several files are merged.
    private static func resolve(_ files: [BakeFile]) {
        let machine = SmallMachine()
        let overrides = VariableOverrides(given: [:], builtIns: ["BAKE_CMD_CONTEXT": "cwd://"], surroundings: machine)
        do throws(Diagnostics) {
            let definitions = try Definitions(files, overrides, machine)
            let overrides = try TargetOverrides([try Override(set: "*.tags+=x")], for: definitions, machine)
            let selection = try Selection(of: ["default"], from: definitions, overrides, machine)
            _ = selection.json.encoded(indent: 2)
        } catch {
            // Where a fault is must be tellable, too.
            for fault in error.all.prefix(20) { _ = fault.range?.start }
        }
    }
}
