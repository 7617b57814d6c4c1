import Archives
import Foundation
import TestSupport
import Testing

/// Archives that are broken, or mean ill.
struct DamageTests {
    private let folder: TemporaryDirectory

    init() throws {
        folder = try .quick()
    }

    private static let sample: [UInt8] = {
        var tar = SampleTar()
        tar.add("d/", "5")
        tar.add(pax: [("path", Array("d/long name".utf8))])
        tar.add("x", "0", Array("first".utf8))
        tar.add("././@LongLink", "L", Array(repeating: 0x6c, count: 700), magic: SampleTar.gnu)
        tar.add("y", "0", (0..<2000).map { UInt8(truncatingIfNeeded: $0 &* 7) }, magic: SampleTar.gnu)
        tar.add("l", "2", link: "x")
        return tar.bytes
    }()

    @Test(arguments: ["cat", "gzip", "bzip2", "xz", "zstd -q --check"])
    func `an archive that was cut short is refused wherever it was cut`(_ program: String) throws {
        let whole = try Unpacked.output(
            of: program, in: folder, input: Self.sample + [UInt8](repeating: 0, count: 512))
        _ = try Unpacked(whole)
        for end in program == "cat"
            ? Array(stride(from: 0, to: whole.count, by: 512)) + [1, 511, 700] : Array(0..<whole.count)
        {
            #expect(throws: ArchiveError.self, "\(end) of \(whole.count)") { try Unpacked(Array(whole[..<end])) }
        }
    }

    @Test(arguments: ["gzip -n", "bzip2", "xz", "zstd -q --check"])
    func `no damage gives other files`(_ program: String) throws {
        let plain = Self.sample + [UInt8](repeating: 0, count: 1024)
        let whole = try Unpacked.output(of: program, in: folder, input: plain)
        let right = try Unpacked(plain)
        for place in whole.indices {
            var broken = whole
            broken[place] ^= 1 << UInt8(place % 8)
            if let unpacked = try? Unpacked(broken) { #expect(unpacked == right, "\(place)") }
        }
    }

    @Test func `an end without a mark is for those who allow it`() throws {
        #expect(throws: ArchiveError.truncated) { try Unpacked(Self.sample) }
        var limits = ArchiveLimits()
        limits.needsEndMark = false
        #expect(try Unpacked(Self.sample, limits: limits).items.count == 4)
    }

    static let headers: [(what: String, archive: [UInt8])] = [
        ("checksum", tar { $0.add("a", checksumOff: 1) }),
        ("negative size", tar { $0.add("a", size: Array(repeating: 0xff, count: 12)) }),
        ("huge size", tar { $0.add("a", size: [0x80, 0, 0, 0, 0x7f] + Array(repeating: 0xff, count: 7)) }),
        ("size beyond all numbers", tar { $0.add("a", size: [0x80] + Array(repeating: 0xff, count: 11)) }),
        ("huge size in octal", tar { $0.add("a", size: Array("77777777777".utf8)) }),
        (
            "negative pax size",
            tar {
                $0.add(pax: [("size", Array("-1".utf8))]); $0.add("a")
            }
        ),
        (
            "huge pax size",
            tar {
                $0.add(pax: [("size", Array("9223372036854775807".utf8))]); $0.add("a")
            }
        ),
        (
            "pax records that are none",
            tar {
                $0.add("x", "x", Array("99 path=a\n".utf8)); $0.add("a")
            }
        ),
        (
            "a pax header of 2 MiB",
            tar {
                $0.add(pax: [("comment", Array(repeating: 0x61, count: 2 << 20))]); $0.add("a")
            }
        ),
        (
            "a long name of 2 MiB",
            tar {
                $0.add("L", "L", Array(repeating: 0x61, count: 2 << 20)); $0.add("a")
            }
        ),
        (
            "descriptions without end",
            tar { tar in
                for _ in 0..<1000 { tar.add("g", "g") }; tar.add("a")
            }
        ),
        (
            "a description of nothing",
            tar {
                $0.add("last")
                $0.add(pax: [("path", Array("a".utf8))])
            }
        ),
        ("pieces in disorder", sparse(map: "2\n1024\n512\n0\n512\n", content: 1024, size: 2048)),
        ("pieces beyond the end", sparse(map: "1\n1024\n1024\n", content: 1024, size: 1024)),
        ("pieces that are not there", sparse(map: "1\n0\n4096\n", content: 512, size: 4096)),
        ("a map that is none", sparse(map: "x\n", content: 512, size: 4096)),
    ]

    private static func tar(_ make: (inout SampleTar) -> Void) -> [UInt8] {
        var tar = SampleTar()
        tar.add("first", "0", [1])
        make(&tar)
        return tar.ended
    }

    private static func sparse(map: String, content: Int, size: Int64) -> [UInt8] {
        tar { tar in
            tar.add(pax: [
                ("GNU.sparse.major", Array("1".utf8)), ("GNU.sparse.minor", Array("0".utf8)),
                ("GNU.sparse.realsize", Array("\(size)".utf8)),
            ])
            let map = Array(map.utf8) + [UInt8](repeating: 0, count: 512 - map.utf8.count)
            tar.add("s", "0", map + [UInt8](repeating: 7, count: content))
        }
    }

    @Test(arguments: headers.map(\.what)) func `a header that cannot be right is refused`(_ what: String) throws {
        let archive = try #require(Self.headers.first { $0.what == what }?.archive)
        #expect(throws: ArchiveError.self, "\(what)") { try Unpacked(archive) }
    }

    @Test func `holes and descriptions have their limits`() throws {
        let holes = Self.sparse(map: "1\n0\n512\n", content: 512, size: 1 << 60)
        #expect(throws: ArchiveError.holesTooLarge(limit: 64 << 30)) { try Unpacked(holes) }
        // The map of a sparse file goes on and on.
        var block = Array(repeating: SampleTar.octal(0, 11) + [0] + SampleTar.octal(0, 11) + [0], count: 21).flatMap(
            \.self)
        block += [1] + [UInt8](repeating: 0, count: 7)
        let map = Self.tar { tar in
            tar.add("s", "S", magic: SampleTar.gnu, extra: [386: block.prefix(96) + [1]])
            for _ in 0..<40_000 { tar.append(block) }
        }
        #expect(throws: ArchiveError.headerTooLarge(limit: 16 << 20)) { try Unpacked(map) }
    }

    @Test func `what is no archive is none`() throws {
        #expect(throws: ArchiveError.empty) { try Unpacked([]) }
        #expect(throws: ArchiveError.notArchive) {
            try Unpacked(Array(String(repeating: "FROM scratch\n", count: 90).utf8))
        }
        let packed = try Unpacked.output(of: "gzip", in: folder, input: Array("text".utf8))
        #expect(throws: ArchiveError.notArchive) { try Unpacked(packed) }
        #expect(!ArchiveReader.isArchive(Array("FROM scratch\n".utf8)))
        #expect(!ArchiveReader.isArchive([]))
    }
}
