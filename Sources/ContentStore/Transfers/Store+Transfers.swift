internal import Host
internal import SQLite
package import Values

// Who moves images between this store and registries. A row is its process's own as long as that runs.
extension Store {
    /// Notes that this process begins to move an image.
    package func beginTransfer(_ kind: Transfer.Kind, of image: String, _ digest: Digest?) throws -> Transfer {
        try requireLeaveToWrite()
        let (process, now, boot, logs) = (ProcessIdentity.current, clock.now(), boot, try paths.logs)
        return try index.write { connection in
            try connection.trimTransfers(keeping: Self.transfersKept)
            return try connection.insertTransfer(kind, image, digest, process, boot: boot, logs: logs, at: now)
        }
    }

    /// Notes how far a transfer is.
    package func note(_ transfer: Transfer) throws {
        try index.write { try $0.update(transfer) }
    }

    /// Notes how far a transfer has come and how it ended, unless that is known.
    package func end(_ transfer: Transfer, _ outcome: Transfer.Outcome, reason: String? = nil) throws {
        let now = clock.now()
        try index.write { try $0.endTransfer(transfer, outcome, reason, at: now) }
    }

    /// The transfers that go on, the oldest first. What has died unnoticed (it was killed, its number belongs to another process by
    /// now, the machine was started anew) is noted as such and left out.
    package func runningTransfers() throws -> [Transfer] {
        let boot = boot
        return try index.read { try $0.openTransfers() }.compactMap { open in
            if open.boot == boot, open.transfer.process.isRunning { return open.transfer }
            if isWritable { try end(open.transfer, .died) }
            return nil
        }
    }

    /// The last transfers, the youngest first; those that have died are known as dead.
    package func transfers(atMost count: Int = 100) throws -> [Transfer] {
        _ = try runningTransfers()
        return try index.read { try $0.transfers(atMost: count) }
    }

    package func transfer(_ id: Int64) throws -> Transfer? {
        try index.read { try $0.transfer(id) }
    }

    private static var transfersKept: Int { 1000 }
}
