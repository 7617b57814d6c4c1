internal import Arguments
internal import Console
internal import ContentStore
internal import Values

extension Hearth {
    static let cacheCat: Command<Action> = Command(
        "cat", summary: "Write the content of a blob to standard output",
        discussion: """
            The whole content is verified while it is written: if it is not what its digest says, the command fails at
            the end. A part cannot be held against the digest. Where the blob is compressed, the checksums of the frames
            that the part touches are verified; where it lies as it is, only its length.
            """
    ) { declare in
        let size = "a number of bytes, or a size such as 4KiB"
        let blob = declare.blobArgument()
        let offset = declare.option(
            "--offset", value: "BYTES", default: ByteCount(0), help: "Where to begin",
            parse: written(as: size) { ByteCount($0) })
        let length = declare.option(
            "--length", value: "BYTES", help: "How much to write", parse: written(as: size) { ByteCount($0) })
        declare.example("hearth cache cat base | docker load", "Loads a base image that was added under a name.")
        return { invocation, context in
            let reader = try context.withStore { store in
                let digest = try store.digest(meantBy: invocation[blob])
                guard let reader = try store.open(digest) else { throw StoreError.absent(digest) }
                return reader
            }
            if invocation.isGiven(offset) || invocation.isGiven(length) {
                let end = invocation[length].map { $0.bytes.addingReportingOverflow(invocation[offset].bytes) }
                try reader.forEachPiece(
                    from: invocation[offset].bytes, to: end.flatMap { $0.overflow ? nil : $0.partialValue }
                ) {
                    try context.output.write($0)
                }
            } else {
                try reader.forEachPiece { try context.output.write($0) }
            }
        }
    }
}
