internal import CLinux
internal import Host

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A tree of files that others made, as who has it for a root would see it. No path leads out of it.
///
/// Nobody changes it meanwhile: what lives in it is not running.
final class InnerTree {
    let top: Descriptor

    init(_ path: Path) throws(SystemError) {
        top = try Descriptor.directory(path)
    }

    /// Where a path leads.
    struct Place {
        /// The names on the way, as far as there are files; none is a link.
        var found: [Path]
        /// The names that lead on from there.
        var missing: [Path]

        var path: Path { (found + missing).reduce("/") { $0 / $1 } }
    }

    func place(of path: Path) throws(SystemError) -> Place {
        var place = Place(found: [], missing: [])
        var rest = Array(Self.names(path).reversed())
        var links = 0
        while let name = rest.popLast() {
            if name == ".." {
                if place.missing.popLast() == nil { _ = place.found.popLast() }
            } else if !place.missing.isEmpty {
                place.missing.append(name)
            } else if let target = try step(to: name, &place) {
                links += 1
                if links > Self.mostLinks { throw SystemError("resolve", path, SystemError.Code(rawValue: ELOOP)) }
                if target.isAbsolute { place.found = [] }
                rest += Self.names(target).reversed()
            }
        }
        return place
    }

    /// Goes one name further, or tells where the link leads that has it.
    private func step(to name: Path, _ place: inout Place) throws(SystemError) -> Path? {
        let path = Self.inner(place.found + [name])
        guard let file = try find(path) else {
            place.missing = [name]
            return nil
        }
        if let target = Self.target(of: file) { return target }
        place.found.append(name)
        return nil
    }

    /// As links are followed in the kernel.
    private static let mostLinks = 40

    static func names(_ path: Path) -> [Path] {
        path.bytes.split(separator: UInt8(ascii: "/")).map { Path(bytes: Array($0)) }.filter { $0 != "." }
    }

    /// As a path that begins at the top.
    static func inner(_ names: [Path]) -> Path {
        names.isEmpty ? "." : Path(bytes: Array(names.map(\.bytes).joined(separator: [UInt8(ascii: "/")])))
    }

    /// Opens a path without links in it only to name what is there, be it a link; nil where there is nothing.
    func find(_ path: Path) throws(SystemError) -> Descriptor? {
        let number = path.withCString {
            hearth_open_resolving(top.number, $0, hearth_path_flag() | O_NOFOLLOW, 0, hearth_resolution_plain)
        }
        if number >= 0 { return Descriptor(number) }
        if errno == ENOENT { return nil }
        throw SystemError("open", path, .last)
    }

    /// Opens what a path leads to, or nil where it leads nowhere.
    func open(_ path: Path, flags: Int32) throws(SystemError) -> Descriptor? {
        let number = path.withCString { hearth_open_resolving(top.number, $0, flags, 0, hearth_resolution_in_root) }
        if number >= 0 { return Descriptor(number) }
        if errno == ENOENT { return nil }
        throw SystemError("open", path, .last)
    }

    private static func target(of link: Descriptor) -> Path? {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let length = readlinkat(link.number, "", &buffer, buffer.count)
        return length < 0 ? nil : Path(bytes: buffer[..<length].map { UInt8(bitPattern: $0) })
    }
}
