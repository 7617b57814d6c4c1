internal import Values

extension WrittenMount {
    /// What stands for `from`, before any variable is known; nil where nothing does.
    var writtenFrom: String? {
        guard let fields = try? Fields(text).all else { return nil }
        var from: String?
        for field in fields {
            let (key, value) = field.cutAtEquals
            if key.lowercased() == "from", let value { from = value }
        }
        return from?.isEmpty == false ? from : nil
    }
}
