internal import Host

/// Ranges of ids that a user may give away, as /etc/subuid and /etc/subgid have them.
struct IDRanges: Equatable {
    struct Range: Equatable {
        let start: UInt32
        let count: UInt32
    }

    let ranges: [Range]

    /// Those of a user, who is called by a name or by a number.
    init(_ text: String, name: String?, id: UInt32) {
        ranges = text.split(whereSeparator: \.isNewline).compactMap { line in
            let fields = line.split(separator: ":", omittingEmptySubsequences: false)
            guard fields.count == 3, fields[0] == "\(id)" || name.map({ fields[0] == $0 }) == true,
                let start = UInt32(fields[1]), let count = UInt32(fields[2]), count > 0,
                !start.addingReportingOverflow(count - 1).overflow
            else { return nil }
            return Range(start: start, count: count)
        }
    }

    init(file: Path, name: String?, id: UInt32) {
        let bytes = try? OpenFile(file, .read, on: LocalFileSystem()).readToEnd(limit: 1 << 20)
        self.init(String(decoding: bytes ?? [], as: UTF8.self), name: name, id: id)
    }

    var count: Int64 { ranges.reduce(0) { $0 + Int64($1.count) } }

    /// The words that tell newuidmap and newgidmap to make `own` root, and the ranges those that come after.
    func words(own: UInt32) -> [String] {
        var words = ["0", "\(own)", "1"]
        var next: Int64 = 1
        // The kernel takes no more lines than 340.
        for range in ranges.prefix(300) where next + Int64(range.count) <= Int64(UInt32.max) {
            words += ["\(next)", "\(range.start)", "\(range.count)"]
            next += Int64(range.count)
        }
        return words
    }
}
