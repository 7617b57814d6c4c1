/// A kind of machine that an image is for: `linux/arm64`, `linux/arm/v7`, `windows(10.0.17763)/amd64`.
package struct Platform: Hashable, Sendable {
    package let system: String
    package let architecture: String
    package let variant: String?
    /// The release of the system that is wanted, where one is.
    package let systemVersion: String?
    /// What the system must be able to do: `win32k`. Sorted, none twice.
    package let systemFeatures: [String]

    package init(
        system: String, architecture: String, variant: String? = nil, systemVersion: String? = nil,
        systemFeatures: [String] = []
    ) {
        self.system = system
        self.architecture = architecture
        self.variant = variant
        self.systemVersion = systemVersion
        self.systemFeatures = Set(systemFeatures).sorted()
    }
}

extension Platform: CustomStringConvertible {
    package var description: String {
        [system + systemOptions, architecture, variant].compactMap(\.self).joined(separator: "/")
    }

    private var systemOptions: String {
        guard systemVersion != nil || !systemFeatures.isEmpty else { return "" }
        let features = systemFeatures.map { "+" + Self.escaped($0) }.joined()
        return "(\(Self.escaped(systemVersion ?? ""))\(features))"
    }

    /// What would be read as part of the syntax is written as `%2B`.
    private static func escaped(_ option: String) -> String {
        var escaped = ""
        for scalar in option.unicodeScalars {
            if "%+()/".unicodeScalars.contains(scalar) {
                escaped += "%" + Hex.encode([UInt8(truncatingIfNeeded: scalar.value)]).uppercased()
            } else {
                escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
