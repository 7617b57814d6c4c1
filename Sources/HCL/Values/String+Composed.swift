// The standard library normalises strings to compare them, and keeps the way to it for itself. Another library to do the
// same would be the only one the language needs.
@_spi(_Unicode) import Swift

extension String {
    /// The string in Unicode's composed form (NFC), as all strings among values are.
    package var composed: String {
        // Below U+0300, the first mark that combines, everything is composed; its first byte in UTF-8 is 0xCC.
        if utf8.allSatisfy({ $0 < 0xCC }) { return self }
        var composed = String.UnicodeScalarView()
        composed.append(contentsOf: _nfc)
        return String(composed)
    }
}
