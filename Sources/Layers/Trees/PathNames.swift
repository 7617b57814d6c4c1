/// Paths inside a tree, in bytes: names need not be text.
enum PathNames {
    static let slash = UInt8(ascii: "/")
    private static let dot = UInt8(ascii: ".")

    /// The names in a path, without empty ones and `.`, as written otherwise: `..` stay.
    static func split(_ path: some Sequence<UInt8>) -> [[UInt8]] {
        path.split(separator: slash).filter { !isHere($0) }.map { Array($0) }
    }

    /// The names of a path that begins at the root, where `..` takes back the name before it.
    static func lexical(_ path: some Sequence<UInt8>) -> [[UInt8]] {
        var names: [[UInt8]] = []
        for name in split(path) {
            if isParent(name) { _ = names.popLast() } else { names.append(name) }
        }
        return names
    }

    /// The names of a target of a link, where `..` takes back a name before it, if there is one.
    static func clean(_ target: [UInt8]) -> [[UInt8]] {
        if target.first == slash { return lexical(target) }
        var names: [[UInt8]] = []
        for name in split(target) {
            if isParent(name), let last = names.last, !isParent(last) {
                names.removeLast()
            } else {
                names.append(name)
            }
        }
        return names
    }

    static func join(_ names: some Sequence<[UInt8]>) -> [UInt8] { Array(names.joined(separator: [slash])) }

    static func join(_ directory: [UInt8], _ name: [UInt8]) -> [UInt8] {
        directory.isEmpty ? name : directory + [slash] + name
    }

    static func isParent(_ name: [UInt8]) -> Bool { name.count == 2 && name[0] == dot && name[1] == dot }

    private static func isHere(_ name: some Collection<UInt8>) -> Bool { name.count == 1 && name.first == dot }

    /// For people.
    static func shown(_ names: [[UInt8]]) -> String { "/" + String(decoding: join(names), as: UTF8.self) }
}
