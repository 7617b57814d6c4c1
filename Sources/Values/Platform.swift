/// A kind of machine that an image is for: `linux/arm64`, `linux/arm/v7`.
package struct Platform: Hashable, Sendable {
    package let system: String
    package let architecture: String
    package let variant: String?

    package init(system: String, architecture: String, variant: String? = nil) {
        self.system = system
        self.architecture = architecture
        self.variant = variant
    }
}

extension Platform: CustomStringConvertible {
    package var description: String {
        [system, architecture, variant].compactMap(\.self).joined(separator: "/")
    }
}
