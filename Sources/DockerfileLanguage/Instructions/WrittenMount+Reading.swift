internal import Values

extension WrittenMount {
    /// Refuses what is wrong whatever the variables hold: the form of the whole, and variables in `from`.
    func check() throws(MountFault) {
        // Nothing can be wrong with most of them.
        let isPlain = text.utf8.allSatisfy { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "$") }
        if isPlain, !text.isEmpty { return }
        for field in try fields() {
            let (key, value) = field.cutAtEquals
            guard key.lowercased() == "from", let value else { continue }
            // At the very end a dollar sign is one.
            if value.utf8.dropLast().contains(UInt8(ascii: "$")) { throw .variableInFrom(value) }
        }
    }

    /// The mount that is meant, with variables put in by `expand`.
    package func mount(expanding expand: (String) throws(ExpansionFault) -> String) throws(MountFault) -> Mount {
        var number: Int?
        return try mount(reading: &number, expanding: expand)
    }

    /// The same. A fault is in the field of that number, or if that is nil in no single one.
    func mount(
        reading number: inout Int?, expanding expand: (String) throws(ExpansionFault) -> String
    ) throws(MountFault) -> Mount {
        var reader = MountReader()
        for (place, field) in try fields().enumerated() {
            number = place
            let (key, value) = field.cutAtEquals
            guard let value else {
                try reader.takeWord(key.lowercased(), of: field)
                continue
            }
            let expanded: String
            do throws(ExpansionFault) { expanded = try expand(value) } catch { throw .expansion(error) }
            try reader.take(key.lowercased(), expanded)
        }
        number = nil
        return try reader.mount()
    }

    /// Where a field stands; all of the mount where it is not written as it is meant, with quotes or over several lines.
    func place(ofField number: Int?) -> SourceRange {
        let bytes = range.file.bytes[range.offsets]
        guard let number, bytes.elementsEqual(text.utf8), !bytes.contains(UInt8(ascii: "\"")) else { return range }
        let fields = bytes.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        guard let field = fields.dropFirst(number).first, !field.isEmpty else { return range }
        return SourceRange(range.file, field.startIndex..<field.endIndex)
    }

    private func fields() throws(MountFault) -> [String] {
        do throws(FieldFault) { return try Fields(text).all } catch { throw .fields(error) }
    }
}

/// Makes a mount of its keys, one after the other: what a key may be depends on the type before it.
private struct MountReader {
    private var result = Mount()
    private var isReadOnly: Bool?
    private var sharing: Mount.Sharing?

    mutating func takeWord(_ word: String, of field: String) throws(MountFault) {
        switch word {
        case "readonly", "ro": isReadOnly = true
        case "readwrite", "rw": isReadOnly = false
        case "required": try setRequired(true)
        default: throw .notKeyValue(field)
        }
    }

    mutating func take(_ key: String, _ value: String) throws(MountFault) {
        switch key {
        case "type":
            guard let kind = Mount.Kind(rawValue: value.lowercased()) else { throw .unknownKind(value) }
            result.kind = kind
        case "from": result.from = value.isEmpty ? nil : value
        case "source", "src": result.source = value
        case "target", "dst", "destination": result.target = value
        case "readonly", "ro": isReadOnly = try flag(value, key)
        case "readwrite", "rw": isReadOnly = try !flag(value, key)
        case "required":
            // The key is told before the value.
            try setRequired(true)
            result.isRequired = try flag(value, key)
        case "id": result.id = value.isEmpty ? nil : value
        case "env": result.variable = value
        default: try takeDetail(key, value)
        }
    }

    private mutating func takeDetail(_ key: String, _ value: String) throws(MountFault) {
        switch key {
        case "size":
            guard result.kind == .tmpfs else { throw .unexpectedKey(key, result.kind) }
            guard let size = MemorySize(value) else { throw .notSize(value) }
            result.size = size.bytes
        case "sharing":
            guard let found = Mount.Sharing(rawValue: value.lowercased()) else { throw .unknownSharing(value) }
            sharing = found
        case "mode":
            guard let mode = number(value, radix: 8) else { throw .notMode(value) }
            result.mode = mode
        case "uid":
            guard let user = number(value, radix: 10) else { throw .notID(value, key: key) }
            result.user = user
        case "gid":
            guard let group = number(value, radix: 10) else { throw .notID(value, key: key) }
            result.group = group
        default: throw .unknownKey(key)
        }
    }

    private mutating func setRequired(_ isRequired: Bool) throws(MountFault) {
        guard result.kind == .secret || result.kind == .ssh else { throw .unexpectedKey("required", result.kind) }
        result.isRequired = isRequired
    }

    private func flag(_ value: String, _ key: String) throws(MountFault) -> Bool {
        guard let flag = Bool(word: value) else { throw .notBoolean(value, key: key) }
        return flag
    }

    private func number(_ text: String, radix: Int) -> UInt32? {
        guard let first = text.utf8.first, first != UInt8(ascii: "+"), first != UInt8(ascii: "-") else { return nil }
        return UInt32(text, radix: radix)
    }

    func mount() throws(MountFault) -> Mount {
        var mount = result
        if mount.kind == .bind || mount.kind == .tmpfs {
            for (key, value) in [("mode", mount.mode), ("uid", mount.user), ("gid", mount.group)] where value != nil {
                throw .unexpectedKey(key, mount.kind)
            }
        }
        mount.isReadOnly = isReadOnly ?? (mount.kind != .cache && mount.kind != .tmpfs)
        if mount.kind == .secret { try checkSecret() }
        if let sharing {
            guard mount.kind == .cache else { throw .sharing(mount.kind) }
            mount.sharing = sharing
        }
        return mount
    }

    private func checkSecret() throws(MountFault) {
        if result.from != nil { throw .secretWithFrom }
        guard !result.source.isEmpty || !result.target.isEmpty || result.id != nil else { throw .secretWithoutName }
        if !result.source.isEmpty, result.id != nil { throw .secretWithTwoNames }
    }
}
