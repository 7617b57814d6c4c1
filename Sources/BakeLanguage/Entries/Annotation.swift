package import Values

/// A note on an image, with the parts of it that it goes to: `manifest[linux/amd64],index:key=value`.
package struct Annotation: Hashable, Sendable {
    package enum Part: String, CaseIterable, Sendable {
        case index
        case indexDescriptor = "index-descriptor"
        case manifest
        case manifestDescriptor = "manifest-descriptor"
    }

    package struct Place: Hashable, Sendable {
        package let part: Part
        /// Nil stands for all platforms.
        package let platform: Platform?
    }

    /// None where it was not said; then the note goes to the manifests.
    package let places: [Place]
    package let key: String
    package let value: String

    package init(text: String, here: Platform) throws(EntryFault) {
        guard let (name, value) = text.cut(at: "=") else { throw .notAnnotation(text) }
        self.value = value
        guard let (types, key) = name.cut(at: ":") else {
            (places, self.key) = ([], name)
            return
        }
        self.key = key
        var places: [Place] = []
        for type in types.parts(at: ",") { places.append(try Place(type, here: here)) }
        self.places = places
    }

    /// Throws where a build would not understand one. Empty ones are passed over.
    package static func check(_ texts: [String], here: Platform) throws(EntryFault) {
        for text in texts where !text.isEmpty { _ = try Annotation(text: text, here: here) }
    }
}

extension Annotation.Place {
    fileprivate init(_ text: String, here: Platform) throws(EntryFault) {
        let (word, platform) = try Self.parts(text)
        guard !word.isEmpty, word.utf8.allSatisfy(Self.isWord) else { throw .badAnnotationType(text) }
        guard let part = Annotation.Part(rawValue: word) else {
            throw .unknownWord(word, noun: "annotation type", known: Annotation.Part.allCases.map(\.rawValue))
        }
        self.part = part
        do {
            self.platform = try platform.map { text throws(PlatformFault) in try Platform(text, here: here) }
        } catch {
            throw .platform(error)
        }
    }

    /// What stands before and within the brackets.
    private static func parts(_ text: String) throws(EntryFault) -> (String, String?) {
        guard let (word, rest) = text.cut(at: "[") else { return (text, nil) }
        guard let (platform, end) = rest.cut(at: "]"), end.isEmpty, !platform.isEmpty,
            platform.utf8.allSatisfy(Self.isPlatform)
        else { throw .badAnnotationType(text) }
        return (word, platform)
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || byte == UInt8(ascii: "-")
    }

    private static func isPlatform(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "_"), UInt8(ascii: "/"): true
        default: isWord(byte)
        }
    }
}
