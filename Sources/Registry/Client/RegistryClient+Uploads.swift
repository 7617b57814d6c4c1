package import OCI

extension RegistryClient {
    /// Has a repository have a blob: by mounting it from one of `sources`, or by sending it, from where `resuming` stands if
    /// the registry still knows that. `note` hears of each place that is worth to be kept for the next time, nil when it is worth
    /// nothing any more. What is in the repository already is for the caller to find out.
    ///
    /// `progress` hears how many bytes of the blob went over so far: fewer than before where some have to go again. What
    /// `note`, `progress` or `content` throw comes out as it is, and leaves the upload to be resumed.
    package func push(
        _ descriptor: Descriptor, to repository: String, mountingFrom sources: [String] = [],
        resuming: UploadState? = nil,
        note: (UploadState?) throws -> Void = { _ in }, progress: (Int64) -> Void = { _ in }, content: any UploadContent
    ) throws -> UploadOutcome {
        try withoutActuallyEscaping(note) { note in
            try withoutActuallyEscaping(progress) { progress in
                let upload = BlobUpload(
                    descriptor, to: repository, by: self, UploadSource(descriptor, content, progress), note)
                return try upload.run(mountingFrom: sources, resuming: resuming)
            }
        }
    }
}
