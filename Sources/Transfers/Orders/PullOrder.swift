internal import Host
internal import OCI
internal import Values

/// An image, or layers of one, that the store is to have.
struct PullOrder: Equatable, Sendable {
    enum Part: Equatable, Sendable {
        /// What says what the image is, for some platforms: manifest, index, configurations.
        case documents([Platform])
        /// Blobs by digest and size.
        case blobs([Descriptor])
    }

    let reference: ImageReference
    let part: Part

    var json: JSON {
        switch part {
        case .documents(let platforms):
            [
                "image": .string(reference.description),
                "platforms": .array(platforms.map { .string($0.description) }),
            ]
        case .blobs(let blobs):
            ["image": .string(reference.description), "blobs": .array(blobs.map(\.json))]
        }
    }
}

extension PullOrder {
    init?(_ json: JSON) {
        guard let reference = json["image"]?.string.flatMap({ try? ImageReference($0) }) else { return nil }
        self.reference = reference
        if let platforms = json["platforms"]?.texts {
            part = .documents(platforms.compactMap { try? Platform($0, here: Machine().platform) })
        } else if let blobs = json["blobs"]?.elements {
            part = .blobs(
                blobs.compactMap { blob in
                    guard let digest = blob["digest"]?.digest, let size = blob["size"]?.integer else { return nil }
                    return Descriptor(mediaType: blob["mediaType"]?.string ?? "", digest: digest, size: size)
                })
        } else {
            return nil
        }
    }
}
