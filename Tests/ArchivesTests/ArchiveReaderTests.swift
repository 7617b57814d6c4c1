import Archives
import Foundation
import TestSupport
import Testing

struct ArchiveReaderTests {
    private let folder: TemporaryDirectory

    init() throws {
        folder = try .quick()
    }

    private func output(_ line: String, _ input: [UInt8] = []) throws -> [UInt8] {
        try Unpacked.output(of: line, in: folder, input: input)
    }

    @Test func `entries are as the archive has them`() throws {
        var tar = SampleTar()
        tar.add("./d/", "5", mode: 0o1755)
        tar.add("../f", "0", Array("text".utf8), mode: 0o6711)
        tar.add("l", "2", link: "/else/where")
        tar.add("h", "1", link: "../f")
        tar.add("p", "6")
        tar.add("c", "3", extra: [329: SampleTar.octal(5, 7), 337: SampleTar.octal(1, 7)])
        tar.add("b", "4", extra: [329: SampleTar.octal(259, 7), 337: SampleTar.octal(70000, 7)])
        let unpacked = try Unpacked(tar.ended)
        #expect(unpacked.paths == ["./d/", "../f", "l", "h", "p", "c", "b"])
        #expect(
            unpacked.items.map(\.kind) == [
                .directory, .file, .link(target: Array("/else/where".utf8)), .hardLink(target: Array("../f".utf8)),
                .fifo,
                .device(isBlock: false, major: 5, minor: 1), .device(isBlock: true, major: 259, minor: 70000),
            ])
        #expect(unpacked.items.prefix(2).map(\.mode) == [0o1755, 0o6711])
        #expect(unpacked.items[1].content == Array("text".utf8))
    }

    static let names: [[UInt8]] = [
        Array("plain".utf8), Array("two\nlines".utf8), [0x78, 0xff, 0x80, 0xfe], Array("\u{e9}".utf8),
        // Names that a character set would have in another form.
        Array("e\u{301}".utf8), Array("\u{212a}".utf8), Array("=\u{338}".utf8), Array("\u{fb01}\u{1f600}".utf8),
        Array(repeating: 0xc3, count: 3000), Array(String(repeating: "long/", count: 700).utf8),
    ]

    @Test(arguments: names) func `names are bytes`(_ name: [UInt8]) throws {
        for key in ["path", "linkpath"] {
            var pax = SampleTar()
            pax.add(pax: [(key, name)])
            pax.add("short", "2", link: "short")
            var gnu = SampleTar()
            gnu.add("././@LongLink", key == "path" ? "L" : "K", name + [0], magic: SampleTar.gnu)
            gnu.add("short", "2", link: "short", magic: SampleTar.gnu)
            for archive in [pax.ended, gnu.ended] {
                let item = try #require(try Unpacked(archive).items.first)
                let short = Array("short".utf8)
                #expect(item.path == (key == "path" ? name : short))
                #expect(item.kind == .link(target: key == "path" ? short : name))
            }
        }
    }

    @Test func `a locale changes no name`() throws {
        var tar = SampleTar()
        tar.add(pax: [("path", Array("e\u{301}".utf8))])
        tar.add("short")
        let before = setlocale(LC_ALL, nil).map { String(cString: $0) }
        defer { setlocale(LC_ALL, before ?? "C") }
        #expect(setlocale(LC_ALL, "C.UTF-8") != nil)
        #expect(try Unpacked(tar.ended).items.first?.path == Array("e\u{301}".utf8))
    }

    @Test(arguments: ["cat", "gzip", "bzip2", "xz", "zstd -q"])
    func `what it is compressed by is told by its content`(_ program: String) throws {
        var tar = SampleTar()
        tar.add("a", "0", Array("a".utf8))
        let packed = try output(program, tar.ended)
        #expect(ArchiveReader.isArchive(Array(packed.prefix(1024))))
        #expect(try Unpacked(packed) == Unpacked(tar.ended))
        // Several one after the other are one.
        if program != "cat" {
            let half = tar.ended.count / 2
            let parts = try output(program, Array(tar.ended[..<half])) + output(program, Array(tar.ended[half...]))
            #expect(try Unpacked(parts) == Unpacked(tar.ended))
        }
    }

    @Test(arguments: ["gnu", "posix --sparse-version=0.0", "posix --sparse-version=0.1", "posix --sparse-version=1.0"])
    func `holes are zeros`(_ format: String) throws {
        let line = """
            truncate -s 300000 s; echo begin | dd of=s conv=notrunc status=none; echo end >> s; truncate -s 500000 s
            truncate -s 70000 none; truncate -s 1M many
            for i in $(seq 0 63); do echo $i | dd of=many bs=16384 seek=$i conv=notrunc status=none; done
            tar -cSf - --format=\(format) s none many
            """
        let unpacked = try Unpacked(output(line))
        #expect(unpacked.paths == ["s", "none", "many"])
        for item in unpacked.items {
            let name = String(decoding: item.path, as: UTF8.self)
            #expect(item.content == (try output("cat \(name)")), "\(name)")
        }
    }

    @Test func `what nobody reads is passed over`() throws {
        let line = """
            head -c 3000000 /dev/urandom > a; cp a b; truncate -s 9M c; echo x >> c; echo d > d; tar -cSf - a b c d
            """
        var paths: [[UInt8]] = []
        let reader = try ArchiveReader(Unpacked.source(output(line)))
        try reader.forEachEntry { paths.append($0.path) }
        #expect(paths == [[0x61], [0x62], [0x63], [0x64]])
    }

    @Test(arguments: ["v7", "oldgnu", "gnu", "ustar", "posix"]) func `all dialects are read`(_ format: String) throws {
        let line = "mkdir -p d/e; echo 1 > d/a; ln -s a d/l; ln d/a d/h; tar -cf - --format=\(format) --sort=name d"
        let unpacked = try Unpacked(output(line))
        #expect(unpacked.paths == ["d/", "d/a", "d/e/", "d/h", "d/l"])
        #expect(unpacked.items[3].kind == .hardLink(target: Array("d/a".utf8)))
    }

    @Test func `what the source throws comes through`() throws {
        struct Broken: Error {}
        var tar = SampleTar()
        tar.add("a", "0", [UInt8](repeating: 1, count: 1 << 20))
        let source = Unpacked.source(tar.ended)
        var calls = 0
        func read() throws {
            let reader = try ArchiveReader { buffer in
                calls += 1
                if calls == 3 { throw Broken() }
                return try source(buffer)
            }
            try reader.forEachEntry { entry in try entry.stream { _ in } }
        }
        #expect(throws: Broken.self) { try read() }
    }
}
