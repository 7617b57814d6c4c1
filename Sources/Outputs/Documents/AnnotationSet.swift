internal import BakeLanguage
internal import OCI
internal import Values

/// The annotations of an image, for each document and descriptor that has some.
struct AnnotationSet {
    private let all: [Annotation]

    /// Later ones win.
    init(_ all: [Annotation]) {
        self.all = all
    }

    static func annotation(_ text: String, _ here: Platform) throws(OutputFault) -> Annotation {
        do throws(EntryFault) {
            return try Annotation(text: text, here: here)
        } catch {
            throw .badAnnotation("\(error)", hint: error.hint)
        }
    }

    static func annotations(_ texts: [String], _ here: Platform) throws(OutputFault) -> [Annotation] {
        var annotations: [Annotation] = []
        for text in texts where !text.isEmpty { annotations.append(try annotation(text, here)) }
        return annotations
    }

    /// What belongs to a part of the image for a platform. An index is for all of them, so there the platform counts for nothing.
    func of(_ part: Annotation.Part, _ platform: Platform?) -> [ExactText: String] {
        var found: [ExactText: String] = [:]
        for annotation in all {
            if annotation.places.isEmpty {
                if part == .manifest { found[ExactText(annotation.key)] = annotation.value }
            } else if annotation.places.contains(where: { $0.part == part && $0.mayBe(for: platform) }) {
                found[ExactText(annotation.key)] = annotation.value
            }
        }
        return found
    }

    /// Throws where there is no place for one.
    func check(against platforms: [Platform], hasOCITypes: Bool) throws(OutputFault) {
        for annotation in all {
            for place in annotation.places {
                if !hasOCITypes, place.part != .manifest { throw .annotationsNeedOCITypes }
                if place.part.isOfIndex {
                    if platforms.count == 1 { throw .indexAnnotation(ExactText(annotation.key)) }
                } else if platforms.count > 1, let platform = place.platform,
                    !platforms.contains(where: { $0.normalized == platform.normalized })
                {
                    throw .annotationWithoutImage(platform)
                }
            }
        }
    }
}

extension Annotation.Part {
    fileprivate var isOfIndex: Bool { self == .index || self == .indexDescriptor }
}

extension Annotation.Place {
    fileprivate func mayBe(for platform: Platform?) -> Bool {
        guard let wanted = self.platform, let platform, !part.isOfIndex else { return true }
        return wanted.normalized == platform.normalized
    }
}
