internal import Host

// What is damaged is moved out of the way, so that somebody can look at it, until the next pruning.
extension Store {
    /// Removes what is in the quarantine; false when that is nothing. The directory stays, as somebody may be about to
    /// move something there.
    @discardableResult
    func emptyQuarantine() throws -> Bool {
        let names = try system.namesIfThere(layout.quarantine)
        for name in names { try system.removeTree(layout.quarantine / name) }
        return !names.isEmpty
    }

    /// Moves a file to the quarantine under a name that is free there; nil when there is no such file.
    func setAside(_ path: Path) throws -> Path? {
        guard try system.status(path) != nil else { return nil }
        _ = try system.makeDirectory(layout.quarantine)
        var place = layout.quarantine / path.name
        var number = 1
        while try system.status(place) != nil {
            place = layout.quarantine / path.name.appending(".\(number)")
            number += 1
        }
        try system.rename(path, to: place)
        return place
    }
}
