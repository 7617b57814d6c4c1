internal import Host
internal import SQLite
internal import Values

// Blobs that nobody waited for reach the disk by themselves after half a minute or so. Noting that costs little then, and
// spares reading them when the machine was started anew.
extension Store {
    /// Settles what was added more than a minute ago, for as long as `time` lasts. Not worth failing for.
    func settleOld(for time: Duration) throws {
        let clock = ContinuousClock()
        let end = clock.now + time
        let (boot, moment) = (boot, self.clock.now().advanced(bySeconds: -60))
        do {
            let old = try index.read { try $0.unsynced(of: boot, before: moment, atMost: 200) }
            try settle(old) { clock.now < end }
        } catch let error as SystemError where error.code != .interrupted {}
    }

    /// Sees to it that blobs are on the disk, and says so in their rows. `goesOn` is asked before each but the first.
    func settle(_ blobs: [Blob], while goesOn: () -> Bool = { true }) throws {
        var synced: [Blob] = []
        for blob in blobs where synced.isEmpty || goesOn() {
            do {
                try OpenFile(path(of: blob), .read, on: system).sync()
                try syncShard(of: blob.digest)
                synced.append(blob)
            } catch let error as SystemError where error.code == .notFound {
                // Evicted since we looked.
            }
        }
        if synced.isEmpty { return }
        try index.write { connection in
            for blob in synced where try connection.blob(blob.digest)?.isSameFile(as: blob) == true {
                try connection.settle(blob.digest)
                try noteShard(of: blob.digest, isSynced: true, in: connection)
            }
        }
    }
}
