/// Finds the attribute of a body that has a certain name, to tell when one is set twice. A file may hold a million, so the
/// table holds no strings: it has the hash of each name, and where among the attributes it is.
struct NameTable {
    private struct Slot {
        var hash: UInt32 = 0
        /// From one on; zero is an empty slot.
        var place: UInt32 = 0
    }

    private var slots: [Slot] = []
    private var count = 0

    /// Where the name is already; nil when it was put in for `index`.
    mutating func insert(_ name: String, _ index: Int, isName: (Int) -> Bool) -> Int? {
        if slots.count < (count + 1) * 2 { grow() }
        let hash = Self.hash(name)
        var slot = Int(hash) & (slots.count - 1)
        while slots[slot].place > 0 {
            let found = Int(slots[slot].place) - 1
            if slots[slot].hash == hash, isName(found) { return found }
            slot = (slot + 1) & (slots.count - 1)
        }
        slots[slot] = Slot(hash: hash, place: UInt32(truncatingIfNeeded: index + 1))
        count += 1
        return nil
    }

    private mutating func grow() {
        let old = slots
        slots = Array(repeating: Slot(), count: max(16, old.count * 2))
        for entry in old where entry.place > 0 {
            var slot = Int(entry.hash) & (slots.count - 1)
            while slots[slot].place > 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = entry
        }
    }

    /// Seeded anew in every run, so that no file can be made of names that all fall together.
    private static func hash(_ name: String) -> UInt32 {
        var hasher = Hasher()
        hasher.combine(name)
        return UInt32(truncatingIfNeeded: hasher.finalize())
    }
}
