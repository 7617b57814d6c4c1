internal import Host
internal import Values

/// Keeps `mode=delete` from what nobody can want it to empty: anything but directories below the one we are in.
struct DeletionCheck {
    private let place: Path

    init(_ place: Path) {
        self.place = place
    }

    func check() throws(OutputFault) {
        guard let here = Path(".").canonical else { throw .deletesTooMuch(place) }
        // The nearest that there is decides where one that is missing will be.
        var existing = place.isAbsolute ? place : here / place
        var missing: [Path] = []
        while existing.canonical == nil, existing.parent != existing {
            missing.append(existing.name)
            existing = existing.parent
        }
        guard let found = existing.canonical, !missing.contains("..") else { throw .deletesTooMuch(place) }
        let prefix = here.bytes == [UInt8(ascii: "/")] ? here.bytes : here.bytes + [UInt8(ascii: "/")]
        let isBelow = found.bytes.starts(with: prefix) && found.bytes.count > prefix.count
        guard isBelow || (found == here && !missing.isEmpty) else { throw .deletesTooMuch(place) }
    }
}
