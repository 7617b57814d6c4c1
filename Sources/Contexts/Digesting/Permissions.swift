/// How many files and directories have which permissions. It has no references, so that it can lie in an arena.
///
/// The modes that files usually have are counted each, all others together: so it is the same whatever comes first.
struct Permissions {
    /// In 16 numbers.
    static let length = 16 * MemoryLayout<UInt32>.size

    private typealias Four = (UInt32, UInt32, UInt32, UInt32)
    private var counts: (Four, Four, Four, Four) = ((0, 0, 0, 0), (0, 0, 0, 0), (0, 0, 0, 0), (0, 0, 0, 0))

    init() {}

    /// Links have none.
    mutating func count(_ entry: Entry) {
        if entry.kind != .link { self[Self.place(of: entry.permissions)] &+= 1 }
    }

    init(_ numbers: UnsafeRawBufferPointer) {
        withUnsafeMutableBytes(of: &counts) { $0.copyBytes(from: numbers.prefix($0.count)) }
    }

    var bytes: [UInt8] { withUnsafeBytes(of: counts) { Array($0) } }

    static func += (sum: inout Permissions, more: Permissions) {
        for place in 0..<16 where more[place] != 0 { sum[place] &+= more[place] }
    }

    private subscript(place: Int) -> UInt32 {
        get { withUnsafeBytes(of: counts) { $0.load(fromByteOffset: place * 4, as: UInt32.self) } }
        set {
            withUnsafeMutableBytes(of: &counts) {
                $0.storeBytes(of: newValue, toByteOffset: place * 4, as: UInt32.self)
            }
        }
    }

    private static let modes: [UInt32] = [
        0o644, 0o755, 0o664, 0o775, 0o640, 0o750, 0o660, 0o770, 0o600, 0o700, 0o444, 0o555, 0o400, 0o666, 0o777,
    ]

    private static func place(of mode: UInt32) -> Int { modes.firstIndex(of: mode) ?? modes.count }

    /// `0644 ×12, 0755 ×3`, the lowest first.
    var text: String {
        let usual = Self.modes.enumerated().filter { self[$0.offset] > 0 }.sorted { $0.element < $1.element }
        let parts = usual.map { "\(Self.text(of: $0.element)) ×\(self[$0.offset])" }
        let others = self[Self.modes.count]
        return (parts + (others > 0 ? ["others ×\(others)"] : [])).joined(separator: ", ")
    }

    static func text(of mode: UInt32) -> String {
        let digits = String(mode, radix: 8)
        return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    }
}
