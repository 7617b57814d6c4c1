internal import DockerfileLanguage
internal import Synchronization
internal import Values

/// The Dockerfiles that were read so far. One that several targets have is read once, and what is wrong with it is
/// wrong in one place.
final class Readings: Sendable {
    private struct Name: Hashable {
        let file: String
        let checks: String?
    }

    private let known = Mutex<[Name: [Reading]]>([:])

    /// `checks` stand in for what the file says of them, as a text; nil where nothing does.
    func reading(of file: SourceFile, checks: String?) throws(CheckSettingsFault) -> Reading {
        let name = Name(file: file.name, checks: checks)
        if let reading = known.withLock({ $0[name]?.first { $0.isOf(file) } }) { return reading }
        var settings: CheckSettings?
        if let checks { settings = try CheckSettings(checks) }
        let new = Reading(file, checks: settings)
        // Another thread may have been quicker; all must have the same one.
        return known.withLock { known in
            if let reading = known[name]?.first(where: { $0.isOf(file) }) { return reading }
            known[name, default: []].append(new)
            return new
        }
    }
}

extension Reading {
    fileprivate func isOf(_ file: SourceFile) -> Bool { dockerfile.file.bytes == file.bytes }
}
