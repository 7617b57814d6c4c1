internal import Host

/// Follows paths by the links that there were, which may lead elsewhere than those that there are.
struct PastPaths: Sendable {
    private let top: [UInt8]
    private let file: @Sendable (_ place: [UInt8]) -> PastFile

    /// What a path of the repository was.
    enum PastFile {
        case asNow
        case link(target: [UInt8])
        case other
    }

    /// `top` is that of the work tree, `file` says what was at a path from there.
    init(below top: Path, _ file: @escaping @Sendable (_ place: [UInt8]) -> PastFile) {
        self.top = Self.start(of: top.bytes)
        self.file = file
    }

    /// As many as Linux follows.
    private static let mostLinks = 40

    /// An absolute path without links and `..`, as far as there was anything.
    func canonical(_ path: Path) -> Path {
        var here: [UInt8] = []
        var rest = Self.components(path.bytes)
        var linksLeft = Self.mostLinks
        while let name = rest.popLast() {
            if name.elementsEqual("..".utf8) {
                here.removeLast(here.count - (here.lastIndex(of: Self.slash) ?? 0))
                continue
            }
            let next = here + [Self.slash] + name
            guard linksLeft > 0, let target = target(of: next) else {
                here = next
                continue
            }
            linksLeft -= 1
            if target.first == Self.slash { here = [] }
            rest += Self.components(target)
        }
        return Path(bytes: here.isEmpty ? [Self.slash] : here)
    }

    /// A canonical path from the top of the work tree; nil for one that is not in it.
    func place(of path: Path) -> [UInt8]? {
        if path.bytes == top.dropLast() || path.bytes == top { return [] }
        return path.bytes.starts(with: top) ? Array(path.bytes.dropFirst(top.count)) : nil
    }

    private func target(of path: [UInt8]) -> [UInt8]? {
        guard let place = place(of: Path(bytes: path)), !place.isEmpty else {
            return Path(bytes: path).linkTarget?.bytes
        }
        switch file(place) {
        case .asNow: return Path(bytes: path).linkTarget?.bytes
        case .link(let target): return target
        case .other: return nil
        }
    }

    /// In the reverse order.
    private static func components(_ path: [UInt8]) -> [ArraySlice<UInt8>] {
        path.split(separator: slash).filter { !$0.elementsEqual(".".utf8) }.reversed()
    }

    private static func start(of path: [UInt8]) -> [UInt8] { path.last == slash ? path : path + [slash] }
    private static let slash = UInt8(ascii: "/")
}
