internal import Planning
internal import Values

extension Recipe {
    /// Its ingredients as JSON, for whoever asks later what a key was made of: pairs of a name and a value.
    var encoded: [UInt8] {
        JSON.array(ingredients.map { .array([.string($0.name), .string($0.value)]) }).encoded()
    }

    /// Nil for what is none of ours.
    static func decoded(_ bytes: [UInt8]) -> [Ingredient]? {
        guard let json = try? JSON(parsing: bytes, limit: bytes.count), case .array(let pairs) = json else {
            return nil
        }
        return pairs.compactMap { pair in
            guard case .array(let parts) = pair, parts.count == 2, case .string(let name) = parts[0],
                case .string(let value) = parts[1]
            else { return nil }
            return Ingredient(name, value)
        }
    }
}
