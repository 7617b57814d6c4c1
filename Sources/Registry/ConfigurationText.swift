internal import Host
internal import Values

/// A file that configures something: its bytes, and where in it a fault is. Never shows what it holds.
struct ConfigurationText {
    /// As messages call it.
    let name: String
    let bytes: [UInt8]

    /// What people write by hand or log in to is far smaller.
    static let sizeLimit = 4 << 20

    init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    /// Nil where there is no file. Throws `.badConfiguration` for one that cannot be read.
    init?(reading path: Path) throws {
        do throws(SystemError) {
            let file = try OpenFile(path, .read, on: LocalFileSystem())
            guard try file.status().kind != .directory else { throw SystemError("read", path, .isDirectory) }
            self.init(name: path.word, bytes: try file.readToEnd(limit: Self.sizeLimit))
        } catch {
            switch error.code {
            case .notFound, .notDirectory: return nil
            case .interrupted: throw error
            default: throw RegistryFault.badConfiguration(path.word, reason: "cannot be read: \(error.code)")
            }
        }
    }

    /// The value, to be looked through. Nothing at all counts as an empty object, as it does for Docker.
    func reader() throws(RegistryFault) -> ConfigurationReader {
        guard bytes.contains(where: { !Self.blanks.contains($0) }) else {
            return ConfigurationReader(self, .object([]), [])
        }
        do throws(JSONFault) {
            return ConfigurationReader(self, try JSON(parsing: bytes, limit: Self.sizeLimit), [])
        } catch {
            throw .badConfiguration(name + place(error.offset), reason: error.description)
        }
    }

    private func place(_ offset: Int?) -> String {
        guard let offset else { return "" }
        let position = SourceFile(name: name, bytes: bytes).position(at: offset)
        return ":\(position.line):\(position.column)"
    }

    /// The line on which a member is named; nil where it is named in an unusual way.
    func line(of way: [String]) -> Int? {
        var place = 0
        for name in way {
            guard let end = end(of: JSON.string(name).encoded(), from: place) else { return nil }
            place = end
        }
        return way.isEmpty ? nil : bytes[..<place].count { $0 == UInt8(ascii: "\n") } + 1
    }

    private func end(of marker: [UInt8], from start: Int) -> Int? {
        var start = start
        while let found = bytes[start...].firstIndex(of: UInt8(ascii: "\"")) {
            if bytes[found...].starts(with: marker) { return found + marker.count }
            start = found + 1
        }
        return nil
    }

    private static let blanks: Set<UInt8> = [0x20, 0x09, 0x0a, 0x0d]
}
