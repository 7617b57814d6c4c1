extension FrameReader {
    /// Lends everything the stream holds to `body`, a frame at a time and in order, on the caller's thread.
    ///
    /// Frames are decoded ahead by `threads` threads (nil means as many as the machine keeps busy, six at most), which
    /// have ended when this returns or throws. A frame is verified before `body` sees it, the stream not before the
    /// last: what came before a bad frame has been lent by then.
    package borrowing func forEachChunk(
        threads: Int? = nil, _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        let pipeline = Pipeline(
            threads: threads,
            inputCapacity: table.longestCompressed,
            outputCapacity: table.longestPlain
        ) { () throws(CompressionError) in try FrameDecoder() }
        var loaded = 0
        for index in 0..<table.frameCount {
            while loaded < table.frameCount, let slot = pipeline.next {
                try load(table[loaded], into: slot)
                try pipeline.submit()
                loaded += 1
            }
            guard let slot = pipeline.collect() else { break }
            let chunk = try slot.plain(of: table[index])
            if !chunk.isEmpty { try body(chunk) }
        }
    }

    /// The same, but what `isNeeded` says no to is not read: of such a frame `body` hears alone which it is. It is asked of each
    /// frame once, some frames ahead.
    package borrowing func forEachChunk(
        where isNeeded: (SeekTable.Frame) -> Bool,
        _ body: (SeekTable.Frame, UnsafeRawBufferPointer?) throws -> Void
    ) throws {
        let pipeline = Pipeline(
            threads: nil, inputCapacity: table.longestCompressed, outputCapacity: table.longestPlain
        ) { () throws(CompressionError) in try FrameDecoder() }
        var areNeeded: [Bool] = []
        for index in 0..<table.frameCount {
            while areNeeded.count < table.frameCount, let slot = pipeline.next {
                let frame = table[areNeeded.count]
                areNeeded.append(isNeeded(frame))
                guard areNeeded[frame.index] else { continue }
                try load(frame, into: slot)
                try pipeline.submit()
            }
            guard areNeeded[index] else {
                try body(table[index], nil)
                continue
            }
            guard let slot = pipeline.collect() else { break }
            try body(table[index], slot.plain(of: table[index]))
        }
    }
}
