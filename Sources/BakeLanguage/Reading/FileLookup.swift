package import Values

/// Which bake files there are.
package struct FileLookup {
    private let surroundings: any Surroundings

    package init(_ surroundings: any Surroundings) {
        self.surroundings = surroundings
    }

    /// The names that are looked for when nobody gives any. All that are there count, later ones over earlier ones.
    package static let names = [
        "bake.json", "bake.hcl",
        "compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml",
        "docker-bake.json", "docker-bake.hcl", "docker-bake.override.json", "docker-bake.override.hcl",
    ]

    /// The files of the given names, or those that `BUILDX_BAKE_FILE` names, or those of the usual names. Empty files do
    /// not count. `standardInput` is read for the name `-`.
    package func files(
        _ given: [String], standardInput: () throws -> [UInt8]
    ) throws -> [BakeFile] {
        let base = try isRelativeToFiles()
        let wanted = given.isEmpty ? try fromEnvironment() : given
        var files: [BakeFile] = []
        for name in wanted {
            let name = name.hasPrefix("cwd://") ? String(name.dropFirst("cwd://".count)) : name
            if name == "-" {
                files.append(try Self.file(name, standardInput))
            } else if let file = try file(name, base, isWanted: true) {
                files.append(file)
            }
        }
        if wanted.isEmpty { files = try Self.names.compactMap { name in try file(name, base, isWanted: false) } }
        if files.isEmpty { throw wanted.isEmpty ? LookupFault.none : .allEmpty(wanted) }
        return files
    }

    private static func file(_ name: String, _ standardInput: () throws -> [UInt8]) throws -> BakeFile {
        do {
            return BakeFile(SourceFile(name: name, bytes: try standardInput()))
        } catch let error as UnreadableFile {
            throw LookupFault.unreadable(error)
        }
    }

    private func file(_ name: String, _ isRelative: Bool, isWanted: Bool) throws(LookupFault) -> BakeFile? {
        if name.isRemoteContext, surroundings.kind(of: name) == nil { throw .remote(name) }
        do throws(UnreadableFile) {
            guard let bytes = try surroundings.contents(of: name) else {
                if isWanted { throw UnreadableFile(path: name, reason: "there is no such file") }
                return nil
            }
            if bytes.isEmpty { return nil }
            return BakeFile(
                SourceFile(name: name, bytes: bytes), base: isRelative ? PathBase(SlashPath.directory(of: name)) : nil)
        } catch {
            throw .unreadable(error)
        }
    }

    private func fromEnvironment() throws(LookupFault) -> [String] {
        let environment = surroundings.environment
        guard let list = environment["BUILDX_BAKE_FILE"] else { return [] }
        var names: [String] = []
        var rest = list[...]
        let separator = environment["BUILDX_BAKE_PATH_SEPARATOR"].flatMap { $0.isEmpty ? nil : $0 } ?? ":"
        while let cut = rest.firstRange(of: separator) {
            names.append(String(rest[..<cut.lowerBound]))
            rest = rest[cut.upperBound...]
        }
        names = (names + [String(rest)]).map(\.withoutOuterBlanks).filter { !$0.isEmpty }
        for name in names where name != "-" && surroundings.kind(of: name) == nil {
            throw .unreadable(
                UnreadableFile(path: name, reason: "there is no such file, though BUILDX_BAKE_FILE names it"))
        }
        return names
    }

    private func isRelativeToFiles() throws(LookupFault) -> Bool {
        let name = "BUILDX_BAKE_FILE_RELATIVE_PATHS"
        guard let word = surroundings.environment[name]?.withoutOuterBlanks, !word.isEmpty else { return false }
        guard let flag = Bool(word: word) else { throw .notFlag(name, word) }
        return flag
    }
}

extension String {
    fileprivate var withoutOuterBlanks: String {
        let blanks = utf8.prefix { $0 <= 0x20 }.count
        var rest = utf8.dropFirst(blanks)
        while let last = rest.last, last <= 0x20 { rest.removeLast() }
        return String(rest) ?? self
    }
}
