internal import DockerfileLanguage
internal import Values

extension Selection {
    /// What a source with wildcards matches, in the order in which a walk comes by it; nothing is nothing. Links that
    /// match are followed like those that are named.
    func matches(of pattern: CopyPattern, _ source: String) throws(ContextFault) -> [Found] {
        var all: [Found] = []
        for match in try places(of: pattern, source) {
            let place = try followed(match)
            if let found = try take(place, named: RelativePath.base(match.path)) { all.append(found) }
        }
        return all
    }

    /// What --parents keeps of the directories that stand before `/./`.
    func parents(_ pattern: ParentsPattern, _ source: String) throws(ContextFault) -> [Found] {
        var all: [Found] = []
        for match in try places(of: pattern.base, source) {
            let place = try followed(match)
            guard place.entry.pointee.kind == .directory else { continue }
            if let found = try takeDirectory(place, wanted: pattern) { all.append(found) }
        }
        if all.isEmpty, let path = pattern.required { throw notFound(path, source) }
        return all
    }

    /// The fault of a plain name, if it is not there for a reason that can be told.
    private func notFound(_ path: [UInt8], _ source: String) -> ContextFault {
        do throws(ContextFault) {
            _ = try resolve(path, named: source)
            return .missing(source, ignoredBy: nil)
        } catch {
            return error
        }
    }

    private func followed(_ match: Place) throws(ContextFault) -> Place {
        guard match.entry.pointee.kind == .link else { return match }
        return try resolve(match.path, named: String(decoding: match.path, as: UTF8.self))
    }

    /// The entries that match, not followed. A pattern without wildcards is its base, followed.
    private func places(of pattern: CopyPattern, _ source: String) throws(ContextFault) -> [Place] {
        let base = try resolve(Array(pattern.base.joined(separator: [UInt8(ascii: "/")])), named: source)
        guard pattern.isPattern else { return [base] }
        guard base.entry.pointee.kind == .directory else { throw .missing(source, ignoredBy: nil) }
        var places = [base]
        for level in 0..<pattern.depth {
            var next: [Place] = []
            for place in places where place.entry.pointee.kind == .directory && !place.isOutOfSight {
                next += try entries(of: place).filter { pattern.matches(RelativePath.base($0.path), at: level) }
            }
            places = next
        }
        return places.filter { !$0.isOutOfSight }
    }

    private func entries(of place: Place) throws(ContextFault) -> [Place] {
        var resolver = Resolver(scan, ignore: selector.ignore)
        defer { scan.figures += resolver.figures }
        do throws(Resolver.Absence) {
            return try resolver.contents(of: place)
        } catch {
            throw missing(String(decoding: place.path, as: UTF8.self), error)
        }
    }
}
