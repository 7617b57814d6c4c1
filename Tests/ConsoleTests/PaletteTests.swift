import Console
import Host
import Testing

struct PaletteTests {
    @Test func `colours begin and end`() {
        let palette = Palette(isColoured: true)
        #expect(palette.error("x") == "\u{1b}[1;31mx\u{1b}[0m")
        #expect(palette.warning("x") == "\u{1b}[1;33mx\u{1b}[0m")
        #expect(palette.hint("x") == "\u{1b}[36mx\u{1b}[0m")
        #expect(palette.heading("x") == "\u{1b}[1mx\u{1b}[0m")
        #expect(palette.name("x") == "\u{1b}[32mx\u{1b}[0m")
    }

    @Test func `without colours there is only the text`() {
        let palette = Palette(isColoured: false)
        for paint in [palette.error, palette.warning, palette.hint, palette.heading, palette.name] {
            #expect(paint("x") == "x")
        }
    }

    // What a terminal adds to this is tested with the program itself.
    @Test(arguments: [
        (ColourChoice.always, true), (.never, false),
    ])
    func `a choice that was made counts more than the environment`(choice: ColourChoice, isColoured: Bool) {
        for variable in ["NO_COLOR", "TERM"] {
            let palette = choice.palette(for: .output) { $0 == variable ? "dumb" : nil }
            #expect(palette.isColoured == isColoured)
        }
    }
}
