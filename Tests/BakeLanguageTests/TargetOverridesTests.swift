import BakeLanguage
import Testing

@Suite struct TargetOverridesTests {
    private static let bakery = Bakery(
        """
        target "default" {
          args = { A = "1" }
          tags = ["t"]
          secret = ["id=s,env=E"]
        }
        target "heir" {
          inherits = ["default"]
          tags = ["h"]
        }
        target "m" {
          matrix = { x = ["1"] }
          name = "m-${x}"
        }
        group "g" { targets = ["default"] }
        """, environment: ["E": "e"])

    private static let secret = #","secret":[{"env":"E","id":"s"}]"#

    @Test(arguments: [
        (["default.tags=x"], #"{"args":{"A":"1"}$,"tags":["x"]}"#),
        (["default.tags+=x"], #"{"args":{"A":"1"}$,"tags":["t","x"]}"#), (["default.tags="], #"{"args":{"A":"1"}$}"#),
        // Several words join, and the last form decides for all of them
        (["default.tags=x", "*.tags+=y"], #"{"args":{"A":"1"}$,"tags":["t","x","y"]}"#),
        (["default.tags+=x", "*.tags=y"], #"{"args":{"A":"1"}$,"tags":["x","y"]}"#),
        // The last value counts
        (["*.target=x", "default.target=y"], #"{"args":{"A":"1"}$,"tags":["t"],"target":"y"}"#),
        // Everything behind the second dot is the name
        (["default.args.a.b=c=d"], #"{"args":{"A":"1","a.b":"c=d"}$,"tags":["t"]}"#),
        (["default.args.=x"], #"{"args":{"":"x","A":"1"}$,"tags":["t"]}"#),
        // An argument alone means the variable
        (["default.args.E"], #"{"args":{"A":"1","E":"e"}$,"tags":["t"]}"#),
        (["default.args.A", "default.args.NOPE"], #"{"args":{"A":"1"}$,"tags":["t"]}"#),
        // What does not meet its target is not looked at
        (["heir.labels=x", "heir.nope=x", "heir.secret.=x"], #"{"args":{"A":"1"}$,"tags":["t"]}"#),
    ])
    func `a word changes a target`(words: [String], printed: String) throws {
        let printed = printed.replacing("$", with: Self.secret)
        #expect(try Self.bakery.target(set: words) == printed)
    }

    @Test func `a word reaches the heirs, whose own values go over it`() throws {
        let heir = try Self.bakery.target("heir", set: ["default.args.A=2", "default.tags=x"])
        #expect(heir == #"{"args":{"A":"2"}$,"tags":["h"]}"#.replacing("$", with: Self.secret))
    }

    @Test func `an argument alone is empty where the environment is hidden`() throws {
        let hidden = Bakery(
            "target \"default\" { args = { A = \"1\" } }",
            environment: ["A": "e", "BUILDX_BAKE_DISABLE_VARS_ENV_LOOKUP": "true"])
        #expect(try hidden.target(set: ["default.args.A"]) == #"{"args":{"A":""}}"#)
    }

    @Test(arguments: [
        ("default", "an override names a target and a key"), ("default.tags", "the override has no value"),
        ("default.args", "args needs a name"), ("default.args=x", "args needs a name"),
        ("default.labels=x", "labels needs a name"), ("default.secret.=x", "secret needs a name"),
        ("default.resources.memory+=1g", "nothing can be added to resources with +="),
        ("default.inherits=x", "there is no key \"inherits\" to override"),
        ("default.pull=maybe", "pull is true or false, and not \"maybe\""),
        ("default.secret.q=env=E", "the target has no secret \"q\""),
        ("default.secret.s=id=q,env=E", "the source is for secret \"q\", and not for \"s\""),
        ("nope.tags=x", "no target matches \"nope\""), ("nope.args.NOPE", "no target matches \"nope\""),
        ("g.tags=x", "no target matches \"g\""), ("m.tags=x", "no target matches \"m\""),
        ("[.tags=x", "\"[\" is no pattern"),
    ])
    func `a word that means nothing is refused`(word: String, message: String) {
        #expect(Self.bakery.complaints(set: [word]) == [message])
    }

    @Test func `not even an empty word clears the policy`() {
        #expect(Self.bakery.complaints(set: ["*.policy="]).count == 1)
    }
}
