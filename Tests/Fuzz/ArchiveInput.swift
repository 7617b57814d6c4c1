import Archives
import Foundation
import TestSupport

/// Archives, plain and compressed, and what they say of their entries.
enum ArchiveInput {
    /// Reads an input as it is, and once more with the checksums of its headers put right: else hardly a broken one would be
    /// read beyond them.
    static func read(_ bytes: [UInt8]) {
        unpack(bytes)
        var mended = bytes
        for start in stride(from: 0, to: bytes.count - 511, by: 512) { mend(&mended, at: start) }
        if mended != bytes { unpack(mended) }
    }

    private static func unpack(_ bytes: [UInt8]) {
        var rest = bytes[...]
        var limits = ArchiveLimits()
        limits.holes = 64 << 20
        limits.needsEndMark = false
        _ = ArchiveReader.isArchive(Array(bytes.prefix(1024)))
        do {
            let reader = try ArchiveReader(
                { buffer in
                    let count = min(rest.count, buffer.count)
                    buffer.copyBytes(from: rest.prefix(count))
                    rest = rest.dropFirst(count)
                    return count
                }, limits: limits)
            try reader.forEachEntry { entry in
                precondition(entry.mode <= 0o7777 && !entry.path.contains(0), "an entry is none")
                guard entry.kind == .file else { return }
                var length: Int64 = 0
                try entry.stream { length += Int64($0.count) }
                precondition(length == entry.size, "a file is not as long as it says")
            }
        } catch {
            _ = "\(error)"
        }
    }

    private static func mend(_ bytes: inout [UInt8], at start: Int) {
        let sum = bytes.withUnsafeBytes { bytes in
            var sum = 0
            for place in start..<start + 512 { sum += Int(bytes[place]) }
            for place in start + 148..<start + 156 { sum += 0x20 - Int(bytes[place]) }
            return sum
        }
        // Zeros are the end.
        if sum > 8 * 0x20 {
            bytes.replaceSubrange(start + 148..<start + 156, with: SampleTar.octal(sum, 6) + [0, 0x20])
        }
    }

    static let words = [
        "ustar\u{0}00", "ustar  \u{0}", "\u{0}\u{0}\u{0}\u{0}", "00000000777", "77777777777", "L", "K", "x", "g", "S",
        "1", "2",
        "9 path=a\n", "12 size=9999\n", "22 GNU.sparse.major=1\n", "22 GNU.sparse.minor=0\n",
        "26 GNU.sparse.map=0,1,2,3\n",
        "29 GNU.sparse.realsize=99999\n", "27 GNU.sparse.numblocks=1\n", "23 GNU.sparse.offset=0\n",
        "30 SUN.holesdata= 0 512 1024\n", "\u{1f}", "BZh9", "../", "/", "\u{e9}",
        String(repeating: "\u{0}", count: 512),
    ]

    static let corpus: [[UInt8]] = {
        let tars = [plain, sparse, described]
        return tars + packed
    }()

    private static let plain: [UInt8] = {
        var tar = SampleTar()
        tar.add("d/", "5", mode: 0o755)
        tar.add("d/a", "0", Array("content".utf8))
        tar.add("l", "2", link: "d/a")
        tar.add("h", "1", link: "d/a")
        tar.add("c", "3", extra: [329: SampleTar.octal(1, 7)])
        tar.add("V", "V")
        tar.add("m", "M", [1])
        return tar.ended
    }()

    private static let sparse: [UInt8] = {
        var tar = SampleTar()
        let map: [UInt8] = [0, 512, 4096, 512].flatMap { SampleTar.octal($0, 11) + [0] }
        tar.add(
            "s", "S", [UInt8](repeating: 7, count: 1024), magic: SampleTar.gnu,
            extra: [
                386: map, 483: SampleTar.octal(8192, 11),
            ])
        for (major, minor) in [(0, 1), (1, 0)] {
            tar.add(pax: [
                ("GNU.sparse.major", Array("\(major)".utf8)), ("GNU.sparse.minor", Array("\(minor)".utf8)),
                ("GNU.sparse.name", Array("t".utf8)), ("GNU.sparse.map", Array("0,512,1024,10".utf8)),
                ("GNU.sparse.realsize", Array("2048".utf8)),
            ])
            let lines = Array("2\n0\n512\n1024\n10\n".utf8)
            tar.add(
                "x", "0", lines + [UInt8](repeating: 0, count: 512 - lines.count) + [UInt8](repeating: 8, count: 522))
        }
        return tar.ended
    }()

    private static let described: [UInt8] = {
        var tar = SampleTar()
        tar.add(pax: [("comment", [0x61])], kind: "g")
        tar.add(pax: [
            ("path", Array("p\u{e9}".utf8)), ("linkpath", [0xff]), ("size", [0x30]), ("uid", Array("-3".utf8)),
        ])
        tar.add("x", "2")
        tar.add("L", "L", Array(repeating: 0x61, count: 600), magic: SampleTar.gnu)
        tar.add("K", "K", Array(repeating: 0x62, count: 600), magic: SampleTar.gnu)
        tar.add("y", "1", magic: SampleTar.gnu)
        tar.add(pax: [("SCHILY.xattr.user.a", [0, 1]), ("SUN.holesdata", Array(" 0 512 1024".utf8))])
        tar.add("z", "0", [UInt8](repeating: 1, count: 1024))
        return tar.ended
    }()

    /// The same, as each program packs it.
    private static let packed: [[UInt8]] = [["gzip"], ["bzip2"], ["xz"], ["zstd", "-q", "--check"]].compactMap {
        words in
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = words
        let (given, made) = (Pipe(), Pipe())
        (process.standardInput, process.standardOutput) = (given, made)
        guard (try? process.run()) != nil else { return nil }
        given.fileHandleForWriting.write(Data(plain))
        try? given.fileHandleForWriting.close()
        let bytes = Array(made.fileHandleForReading.readDataToEndOfFile())
        process.waitUntilExit()
        return process.terminationStatus == 0 ? bytes : nil
    }
}

extension Language {
    static let archive = Language(
        "archive", fileEnding: "tar", corpus: { ArchiveInput.corpus }, words: ArchiveInput.words
    ) { $0.forEach(ArchiveInput.read) }
}
