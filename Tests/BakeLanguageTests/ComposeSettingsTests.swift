import BakeLanguage
import Testing

@Suite struct ComposeSettingsTests {
    private static func bakery(_ text: String, _ more: [String: String] = [:]) -> Bakery {
        var bakery = Bakery([(name: "compose.yaml", text: text)], environment: ["NAME": "app"])
        for (name, text) in more { bakery.surroundings.files[name] = Array(text.utf8) }
        return bakery
    }

    @Test func `a service and the top of a file have settings`() throws {
        let definitions = try Self.bakery(
            """
            x-hearth: {cache-read: [release], goals: {hit-rate: 0.5}}
            services:
              app:
                build:
                  context: .
                  x-hearth:
                    scope: ${NAME}-main
                    base: true
                    goals: {build-time: 90, image-size: 200MB}
            """
        ).definitions
        let settings = definitions.target(named: "app")?.settings
        #expect(definitions.settings.cacheRead == ["release"] && definitions.settings.goals.hitRate == 0.5)
        #expect(settings?.scope == "app-main" && settings?.isBase == true && settings?.goals.buildTime == 90)
    }

    @Test(arguments: [
        ("{x-hearth: {scop: s}, services: {app: {build: .}}}", "x-hearth has no setting \"scop\""),
        ("services: {app: {build: {x-hearth: {scop: s}}}}", "x-hearth has no setting \"scop\""),
        ("services: {app: {build: {x-hearth: 5}}}", "x-hearth must be an object, and is a number"),
        ("{x-hearth: {include: a.yaml}, services: {app: {build: .}}}", "include must be a list of paths"),
        ("x-hearth: {}", "the compose file has neither services nor secrets"),
    ])
    func `a setting that would do nothing is refused`(text: String, message: String) {
        #expect(Self.bakery(text).complaints() == [message])
    }

    @Test func `files are included, each a project of its own folder`() throws {
        let bakery = Self.bakery(
            """
            x-hearth: {include: [sub/compose.yaml, other/bake.hcl]}
            services: {app: {build: web}}
            """,
            [
                "sub/compose.yaml": "services: {api: {build: src}}",
                "other/bake.hcl": "target \"tool\" { context = \"t\" }",
            ])
        let targets = try bakery.selection(["default", "tool"]).targets
        #expect(targets.mapValues(\.context) == ["app": "web", "api": "sub/src", "tool": "other/t"])
    }
}
