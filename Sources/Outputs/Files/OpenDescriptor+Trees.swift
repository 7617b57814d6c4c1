internal import Host

extension OpenDescriptor {
    /// A directory in this one that is none of others: made where it is missing, or where something else is.
    func ownDirectory(_ name: Path) throws -> OpenDescriptor {
        if try !makeDirectory(name), try status(name)?.isDirectory == false {
            try remove(name)
            _ = try makeDirectory(name)
        }
        return try directory(name)
    }

    /// Removes something with all that is in it. What is gone already is no fault.
    func removeTree(_ name: Path) throws {
        guard let status = try status(name) else { return }
        guard status.isDirectory else { return try remove(name) }
        var frames = [(holder: self, name: name, handle: try directory(name), rest: [Path]?.none)]
        while let last = frames.indices.last {
            var rest = try frames[last].rest ?? frames[last].handle.names()
            guard let next = rest.popLast() else {
                let done = frames.removeLast()
                try done.holder.remove(done.name, isDirectory: true)
                continue
            }
            frames[last].rest = rest
            let handle = frames[last].handle
            if try handle.status(next)?.isDirectory == true {
                guard frames.count < Self.deepest else { throw OutputFault.tooDeep(handle.path / next) }
                frames.append((handle, next, try handle.directory(next), nil))
            } else {
                try handle.remove(next)
            }
        }
    }

    private static let deepest = 900
}
