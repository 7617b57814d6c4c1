internal import Host
internal import SQLite
internal import Values

// Which directories go.
extension Store {
    /// Removes what is not of use any more: directories of another boot, those without a row, and rows without one. Stops
    /// after a while, so that nobody waits long for a store to open; what is left is found again. So is what this process
    /// may not remove, as it belongs to users that only a build can be.
    func sweepDirectories() throws {
        let names = try system.namesIfThere(layout.layers).compactMap(\.text)
        let rows = try index.read { try $0.directories() }.filter { layout.layer(ofRow: $0.path) != nil }
        if names.isEmpty, rows.isEmpty { return }
        let good = Set(rows.filter { $0.boot == boot }.compactMap { layout.layer(ofRow: $0.path) })
            .intersection(names)
        let all = Set(names.map(Layout.layer(ofEntry:)) + rows.compactMap { layout.layer(ofRow: $0.path) })
        let leaving = names.filter { $0.hasSuffix(Layout.leavingSuffix) }.map(Layout.layer(ofEntry:))
        var failures = FirstFailure()
        let clock = ContinuousClock()
        let end = clock.now + Self.sweepTime
        for name in all.subtracting(good).union(leaving).sorted() where clock.now < end {
            try failures.goingOn {
                do { try removeIfOff(name) } catch let error as SystemError where error.isRefusal {}
            }
        }
        try failures.end()
    }

    private static var sweepTime: Duration { .milliseconds(50) }

    /// Looks again under the lock: somebody may be making it, or have made it.
    private func removeIfOff(_ name: String) throws {
        let path = layout.layers / (name + Layout.lockSuffix)
        guard let lock = try NamedLock.attempt(path, .exclusive, on: system) else { return }
        guard try !touchDirectory(name) else {
            try system.removeTree(layout.layers / (name + Layout.leavingSuffix))
            return
        }
        try remove(name, under: lock)
    }

    /// Removes directories that nobody uses, those used last at the end, until `bytes` are free. Says what went, or in a
    /// dry run would.
    ///
    /// What this process may not remove stays, and counts.
    func evictDirectories(
        freeing bytes: Int64, usedBefore moment: Timestamp? = nil, isDry: Bool = false
    ) throws -> [DirectoryRow] {
        var gone: [DirectoryRow] = []
        var freed: Int64 = 0
        for row in try index.read({ try $0.directories() }) where freed < bytes {
            guard let name = layout.layer(ofRow: row.path), row.used.microseconds < moment?.microseconds ?? .max,
                try isDry ? isIdle(name) : removeIfAllowed(name)
            else { continue }
            gone.append(row)
            freed += row.disk
        }
        return gone
    }

    private func isIdle(_ name: String) throws -> Bool {
        try NamedLock.attempt(layout.layers / (name + Layout.lockSuffix), .exclusive, on: system) != nil
    }

    private func removeIfAllowed(_ name: String) throws -> Bool {
        do {
            return try removeDirectory(name)
        } catch let error as SystemError where error.isRefusal {
            notify(.leftovers("\(error)"))
            return false
        }
    }
}
