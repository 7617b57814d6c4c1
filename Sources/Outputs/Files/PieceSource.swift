/// Bytes for those who would rather fetch them.
enum PieceSource {
    /// Has all of `piece` fetched: `fill` is given what copies the next of it into some room.
    static func handOn(
        _ piece: UnsafeRawBufferPointer, to fill: ((UnsafeMutableRawBufferPointer) throws -> Int) throws -> Int
    ) throws {
        var rest = piece
        while !rest.isEmpty {
            let count = try fill { room in
                let count = min(room.count, rest.count)
                room.copyMemory(from: UnsafeRawBufferPointer(rebasing: rest[..<count]))
                return count
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
    }
}
