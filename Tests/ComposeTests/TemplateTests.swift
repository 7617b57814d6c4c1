import Compose
import Testing

/// The results are buildx's; nil where it fails.
@Suite struct TemplateTests {
    @Test(
        arguments: [
            ("$V", "v"),
            ("${V}", "v"),
            ("$V-x", "v-x"),
            ("$V.x", "v.x"),
            ("${E:-d}", "d"),
            ("${E-d}", ""),
            ("${U:-d}", "d"),
            ("${U-d}", "d"),
            ("${U:-}", ""),
            ("${U-}", ""),
            ("${V:+r}", "r"),
            ("${E:+r}", ""),
            ("${E+r}", "r"),
            ("${U+r}", ""),
            ("${V:?e}", "v"),
            ("${V?e}", "v"),
            ("${U:?e}", nil),
            ("${U?e}", nil),
            ("${E:?e}", nil),
            ("${E?e}", ""),
            ("${U:?}", nil),
            ("$$", "$"),
            ("$$$$", "$$"),
            ("$$V", "$V"),
            ("$$$V", "$v"),
            ("${$V}", nil),
            ("${}", nil),
            ("${V", nil),
            ("$", "$"),
            ("$1", "$1"),
            ("${1}", nil),
            ("a$", "a$"),
            ("$ V", "$ V"),
            ("${ V}", nil),
            ("${V }", nil),
            ("${V!x}", nil),
            ("${U:-${V}}", "v"),
            ("${U:-${U:-z}}", "z"),
            ("${U:-a}b}", "ab}"),
            ("${U:-{}}", "{}"),
            ("${U:-{a}}", "{a}"),
            ("${V:-x} and ${U:-y}", "v and y"),
            ("${U:-$$x}", "$x"),
            ("${U:-$V$N}", "v5"),
            ("${V:+${N}}", "5"),
            ("${U:?need ${V}}", nil),
            ("${W}", "$V"),
            ("${BR}", "x}y"),
            ("${U:-a-b}", "a-b"),
            ("${U-a:-b}", "a:-b"),
            ("${U:-a:+b}", "a:+b"),
            ("${V:+a-b}", "a-b"),
            ("${U:-?}", "?"),
            ("${_x:-u}", "u"),
            ("$_", ""),
            ("${V}${E}${N}", "v5"),
            ("$V$N", "v5"),
            ("${U:-\"q\"}", "\"q\""),
            ("${U:- sp }", " sp "),
            ("${U}", ""),
            ("x${U}y", "xy"),
            ("${é}", nil),
            ("$é", "$é"),
            ("${Vé}", nil),
            ("${U:-é}", "é"),
            ("${V:-", nil),
            ("${U:-${V}", nil),
            ("}}${V}{{", "}}v{{"),
            ("${U:-}}", "}"),
            ("${U:-\\}}", "\\}"),
            ("${V:}", nil),
            ("${V:x}", nil),
            ("${V::-x}", nil),
            ("${V+}", ""),
            ("${V-}", "v"),
            ("${V?}", "v"),
            ("${U:-${}}", nil),
            ("${U:-$}", "$"),
            ("${u_1:-1}", "1"),
            ("${U:-a b c}", "a b c"),
            ("${U-${E:-${V:+ok}}}", "ok"),
            ("${V/x/y}", nil),
            ("${#V}", nil),
            ("${V:0:1}", nil),
            ("${!V}", nil),
            ("$(V)", "$(V)"),
            ("`V`", "`V`"),
            ("$V:$N", "v:5"),
            ("${U:=x}", nil),
            ("${U=x}", nil),
        ] as [(String, String?)])
    func `variables in a value`(template: String, result: String?) throws {
        // JSON's quotes are YAML's, too, and keep the template as it is.
        let quoted = template.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        let variables = ["V": "v", "E": "", "N": "5", "W": "$V", "SP": "a b", "BR": "x}y"]
        let sample = Sample(build: "args: {A: \"\(quoted)\"}", environment: variables)
        #expect((try? sample.build())?.args.dictionary["A"] == result)
    }

    @Test func `a variable that is needed is asked for in the file's own words`() {
        let sample = Sample(build: "args:\n  A: ${TOKEN:?get one from ${WHERE:-ops}}")
        #expect(
            sample.complaints == [
                "compose.yaml:6:12: variable TOKEN, which services.web.build.args.A needs, is not set: get one from ops"
            ])
    }

    @Test func `every value with a bad variable is told of`() {
        let sample = Sample(build: "target: ${\nlabels: {a: \"${1}\"}")
        #expect(
            sample.complaints == [
                "compose.yaml:5:15: services.web.build.target has a variable that is not written as one"
                    + " [write $$ for a dollar that stands for itself]",
                "compose.yaml:6:19: services.web.build.labels.a has a variable that is not written as one"
                    + " [write $$ for a dollar that stands for itself]",
            ])
    }

    @Test func `endless nesting is refused`() {
        let nested = String(repeating: "${A:-", count: 100_000) + String(repeating: "}", count: 100_000)
        #expect(Sample(build: "target: \"\(nested)\"").complaints.count == 1)
    }

    @Test(
        arguments: [
            ("privileged: ${X:-yes}", nil),
            ("privileged: ${X:-maybe}", "services.web.privileged must be true or false"),
            ("scale: ${X:-two}", "services.web.scale must be a whole number"),
            ("cpus: ${X:-many}", "services.web.cpus must be a number"),
            ("healthcheck: {retries: 3x}", "services.web.healthcheck.retries must be a whole number"),
            ("command: ${X:-anything}", nil),
        ] as [(String, String?)])
    func `a filled-in value must suit its place`(line: String, complaint: String?) {
        let complaints = Sample("services:\n  web:\n    image: x\n    \(line)\n").complaints
        #expect(complaints.isEmpty == (complaint == nil))
        if let complaint { #expect(complaints.first?.contains(complaint) == true) }
    }
}
