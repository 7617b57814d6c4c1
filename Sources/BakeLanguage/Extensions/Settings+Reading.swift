internal import HCL
internal import Values

extension TargetSettings {
    /// Reads the value of `x-hearth` in a target, and adds to `faults` what is wrong with it.
    init(_ value: Value, _ expression: Expression, faults: inout [Diagnostic]) {
        var reader = SettingsReader(value, expression, path: Self.key)
        scope = reader.text("scope")
        cacheRead = reader.texts("cache-read")
        keyFiles = reader.texts("key-files")
        isBase = reader.flag("base")
        goals = reader.object("goals") { Goals(&$0) } ?? Goals()
        reader.close()
        faults += reader.faults
    }
}

extension FileSettings {
    /// Reads the value of `x-hearth` at the top of a file, and adds to `faults` what is wrong with it.
    init(_ value: Value, _ expression: Expression, faults: inout [Diagnostic]) {
        var reader = SettingsReader(value, expression, path: TargetSettings.key)
        if reader.skip("include"), !expression.namesInclude {
            faults.append(InclusionFault.notPlain.diagnostic(at: expression.range))
        }
        cacheRead = reader.texts("cache-read")
        goals = reader.object("goals") { Goals(&$0) } ?? Goals()
        reader.close()
        faults += reader.faults
    }
}

extension Goals {
    fileprivate init(_ reader: inout SettingsReader) {
        hitRate = reader.quantity(
            "hit-rate", "a share, such as 0.9 or \"90%\"", number: Self.share, text: Self.percent)
        buildTime = reader.quantity(
            "build-time", "a time, such as \"90s\" or \"2m30s\", or a number of seconds", number: Self.positive,
            text: { WrittenTime.seconds(written: $0) })
        imageSize = reader.quantity(
            "image-size", "a size, such as \"200MB\", or a number of bytes", number: Self.bytes,
            text: { ByteCount($0) })
    }

    private static func share(_ number: Double) -> Double? {
        0...1 ~= number ? number : nil
    }

    private static func percent(_ text: String) -> Double? {
        guard text.hasSuffix("%"), let number = Double(text.dropLast()) else { return nil }
        return share(number / 100)
    }

    private static func positive(_ number: Double) -> Double? {
        number > 0 && number.isFinite ? number : nil
    }

    private static func bytes(_ number: Double) -> ByteCount? {
        Int64(exactly: number).flatMap { $0 > 0 ? ByteCount($0) : nil }
    }
}
