import Host
import Sandbox
import Synchronization
import Values

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// One run, or several of the same kind at once.
struct Exercise {
    let description: JSON
    let folder: Path

    init(_ description: JSON, folder: Path) {
        (self.description, self.folder) = (description, folder)
    }

    func perform() -> JSON {
        var members: [JSON.Member] = [.init("process", .integer(Int64(getpid())))]
        do {
            members.append(.init("warnings", .array(try Namespaces.enter().map { .string($0) })))
            members.append(.init("again", .integer(Int64(try Namespaces.enter().count))))
            members.append(.init("user", .integer(Int64(getuid()))))
            let sandbox = try sandbox()
            let runs = try (description["runs"]?.elements ?? [description]).map { try reading($0) }
            let repeats = Int(description["repeats"]?.integer ?? 1)
            if description["atOnce"]?.bool == true {
                members.append(.init("runs", .array(atOnce(runs, sandbox))))
            } else {
                let all = (0..<repeats).flatMap { _ in runs }
                members.append(.init("runs", .array(all.map { outcome(of: $0, sandbox) })))
            }
        } catch {
            members += Self.fault(error)
        }
        return .object(members)
    }

    private func sandbox() throws -> Sandbox {
        let count = Mutex(0)
        let scratch = folder / "scratch"
        _ = try LocalFileSystem().makeDirectory(scratch)
        return try Sandbox(
            mounts: folder / "mounts",
            scratch: {
                let number = count.withLock { count in
                    count += 1
                    return count
                }
                let path = scratch / "\(getpid())-\(number)"
                _ = try LocalFileSystem().makeDirectory(path)
                return path
            }, runtime: description["runtime"]?.string)
    }

    private func reading(_ json: JSON) throws -> SandboxRun { try SandboxRun(json, folder: folder) }

    private func atOnce(_ runs: [SandboxRun], _ sandbox: Sandbox) -> [JSON] {
        let results = Mutex<[JSON?]>(Array(repeating: nil, count: runs.count))
        let workers = runs.enumerated().map { number, run in
            try? Worker { [self] in
                let outcome = outcome(of: run, sandbox)
                results.withLock { $0[number] = outcome }
            }
        }
        withExtendedLifetime(workers) {}
        while results.withLock({ $0.contains { $0 == nil } }) { Pause.microseconds(1000) }
        return results.withLock { $0.compactMap(\.self) }
    }

    private func outcome(of run: SandboxRun, _ sandbox: Sandbox) -> JSON {
        var (output, errors): ([UInt8], [UInt8]) = ([], [])
        var total: Int64 = 0
        let cancelling = description["cancelAfter"]?.string.map { Array($0.utf8) }
        let wanted = Mutex(false)
        do {
            let ending = try sandbox.run(run, isCancelled: { wanted.withLock { $0 } }) { isError, bytes in
                total += Int64(bytes.count)
                if isError { errors += bytes.prefix(1 << 20) } else if output.count < 1 << 20 { output += bytes }
                if let cancelling,
                    String(decoding: output, as: UTF8.self).contains(String(decoding: cancelling, as: UTF8.self))
                {
                    wanted.withLock { $0 = true }
                }
                if description["live"]?.bool == true { try? OpenFile.standardError.write(bytes) }
            }
            return .object([
                .init("ending", .string("\(ending)")),
                .init("output", .string(String(decoding: output, as: UTF8.self))),
                .init("errors", .string(String(decoding: errors, as: UTF8.self))), .init("total", .integer(total)),
                .init("mounted", .integer(Int64(mounted))), .init("left", .array(left)),
            ])
        } catch {
            return .object(
                Self.fault(error) + [
                    .init("output", .string(String(decoding: output, as: UTF8.self))),
                    .init("mounted", .integer(Int64(mounted))),
                    .init("left", .array(left)),
                ])
        }
    }

    /// What is mounted below the folder.
    private var mounted: Int {
        let bytes = try? OpenFile("/proc/self/mounts", .read, on: LocalFileSystem()).readToEnd(limit: 1 << 24)
        return String(decoding: bytes ?? [], as: UTF8.self).split(separator: "\n").count {
            $0.contains(folder.description)
        }
    }

    private var left: [JSON] {
        ((try? LocalFileSystem().names(in: folder / "scratch")) ?? []).map { .string($0.description) }
    }

    private static func fault(_ error: any Error) -> [JSON.Member] {
        let hint = (error as? SandboxFault)?.hint
        return [.init("fault", .string("\(error)")), .init("hint", hint.map { .string($0) } ?? .null)]
    }
}
