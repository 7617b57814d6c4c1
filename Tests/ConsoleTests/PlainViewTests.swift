import Console
import Events
import Foundation
import Testing
import Values

struct PlainViewTests {
    private let build: SampleBuild

    init() throws {
        build = try SampleBuild { PlainView($0) }
    }

    private func shown() throws -> String {
        build.view.close()
        let text = try build.output.text()
        return text.components(separatedBy: "\napp ")[0]
    }

    @Test func `a step is introduced, its lines have the time since it began, and its end how long it took`() throws {
        build.know("[build 1/2] RUN make", "[build 2/2] COPY a /")
        build.begin("[build 1/2] RUN make")
        build.wait(0.0634)
        build.log("[build 1/2] RUN make", "hello\nworld\n")
        build.wait(12)
        build.log("[build 1/2] RUN make", "late\n")
        build.wait(100)
        build.log("[build 1/2] RUN make", "very late\n", .error)
        build.end("[build 1/2] RUN make")
        build.end("[build 2/2] COPY a /", .cached)
        #expect(
            try shown() == """
                #1 [build 1/2] RUN make
                #1 0.063 hello
                #1 0.063 world
                #1 12.06 late
                #1 112.1 very late
                #1 DONE 112.1s

                #2 [build 2/2] COPY a /
                #2 CACHED

                """)
    }

    @Test func `a line that comes in pieces is one line, and one without an end has its end`() throws {
        build.know("RUN x")
        build.begin("RUN x")
        build.wait(0.1)
        build.log("RUN x", "par")
        build.log("RUN x", "err\n", .error)
        build.wait(0.2)
        build.log("RUN x", "tial\nno end")
        build.end("RUN x")
        #expect(
            try shown() == """
                #1 RUN x
                #1 0.100 err
                #1 0.100 partial
                #1 0.300 no end
                #1 DONE 0.3s

                """)
    }

    @Test func `steps that run at once take turns`() throws {
        build.know("[one 1/1] RUN a", "[two 1/1] RUN b")
        build.begin("[one 1/1] RUN a")
        build.begin("[two 1/1] RUN b")
        build.log("[one 1/1] RUN a", "a1\n")
        build.log("[two 1/1] RUN b", "b1\n")
        build.log("[one 1/1] RUN a", "a2\n")
        build.wait(6)
        build.log("[one 1/1] RUN a", "a3\n")
        build.end("[two 1/1] RUN b")
        build.log("[one 1/1] RUN a", "a4\n")
        build.end("[one 1/1] RUN a")
        #expect(
            try shown() == """
                #1 [one 1/1] RUN a
                #1 0.000 a1
                #1 0.000 a2
                #1 6.000 a3
                #1 ...

                #2 [two 1/1] RUN b
                #2 0.000 b1
                #2 DONE 6.0s

                #1 [one 1/1] RUN a
                #1 6.000 a4
                #1 DONE 6.0s

                """)
    }

    @Test func `what fails shows the last of its log once more, at the end`() throws {
        build.know("[1/2] RUN bad", "[2/2] RUN other")
        build.begin("[1/2] RUN bad")
        build.begin("[2/2] RUN other")
        build.log("[1/2] RUN bad", (1...20).map { "line \($0)\n" }.joined())
        build.end("[1/2] RUN bad", .failed("process \"/bin/sh -c bad\" did not complete successfully: exit code: 3"))
        build.end("[2/2] RUN other", .cancelled)
        #expect(
            try shown().components(separatedBy: "#1 0.000 line 20\n")[1] == """
                #1 ERROR: process "/bin/sh -c bad" did not complete successfully: exit code: 3

                #2 [2/2] RUN other
                #2 CANCELED
                ------
                 > [1/2] RUN bad:
                \((11...20).map { "0.000 line \($0)\n" }.joined())------

                """)
    }

    @Test func `transfers are told now and then, and at their end`() throws {
        build.know("[internal] load build context", kind: .preparation)
        build.begin("[internal] load build context")
        let start = build.now
        let step = "[internal] load build context"
        build.progress(step, "transferring context:", 0, of: 4_000_000, began: start)
        for size in [1_000_000, 1_010_000, 2_500_000] as [Int64] {
            build.wait(0.2)
            build.progress(step, "transferring context:", size, of: 4_000_000, began: start)
            (build.view as! PlainView).tick()
        }
        build.wait(0.4)
        build.progress(step, "transferring context:", 4_000_000, of: 4_000_000, began: start, isDone: true)
        build.progress(step, "counting", 320, began: build.now, isDone: true)
        build.end(step)
        #expect(
            try shown() == """
                #1 [internal] load build context
                #1 transferring context: 1.00MB / 4.00MB 0.2s
                #1 transferring context: 2.50MB / 4.00MB 0.6s
                #1 transferring context: 4.00MB / 4.00MB 1.0s done
                #1 counting 320B done
                #1 DONE 1.0s

                """)
    }

    @Test func `a step that says nothing is seen while it runs`() throws {
        build.know("RUN sleep 100")
        build.begin("RUN sleep 100")
        build.wait(0.2)
        (build.view as! PlainView).tick()
        #expect(try build.output.text() == "#1 RUN sleep 100\n")
    }

    @Test func `one that writes much does not wait for its turn`() throws {
        build.know("RUN a", "RUN b")
        build.begin("RUN a")
        build.begin("RUN b")
        build.log("RUN a", "a\n")
        for _ in 0..<100 { build.log("RUN b", String(repeating: "b", count: 999) + "\n") }
        #expect(try build.output.text().hasPrefix("#1 RUN a\n#1 0.000 a\n#1 ...\n\n#2 RUN b\n#2 0.000 bbb"))
    }

    @Test func `warnings are lines of their step`() throws {
        build.know("[internal] load build definition", kind: .preparation)
        build.view.hear(.warning(build.digest("[internal] load build definition"), EventWarning("FromAsCasing: …")))
        build.end("[internal] load build definition")
        #expect(
            try shown() == """
                #1 [internal] load build definition
                #1 WARN: FromAsCasing: …
                #1 DONE 0.0s

                """)
    }

    @Test func `at the end every target has a line`() throws {
        build.know("RUN a", "RUN b", targets: ["app"])
        build.know("RUN c", targets: ["app", "web"])
        build.begin("RUN a")
        build.wait(1.5)
        build.end("RUN a")
        build.end("RUN b", .cached)
        build.end("RUN c", .cached)
        build.view.hear(.built(EventImage(target: "app", digest: nil, size: 12_345_678), at: build.now))
        build.view.close()
        #expect(
            try build.output.text().hasSuffix(
                """
                #3 CACHED

                app                 3 steps, 2 cached  1.5s  12.3 MB
                web    1 step, 1 cached, not finished  0.0s
                total               3 steps, 2 cached  1.5s

                """))
    }

    @Test func `a view that was closed says no more`() throws {
        build.know("RUN a")
        build.view.close()
        let text = try build.output.text()
        build.end("RUN a")
        build.view.close()
        #expect(try build.output.text() == text)
    }
}
