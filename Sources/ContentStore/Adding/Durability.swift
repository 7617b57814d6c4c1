extension Intake {
    /// When a new blob is on the disk.
    package enum Durability: Sendable {
        /// As soon as the store has it.
        case synced
        /// When the system gets round to it: for what can be made again. As long as the machine runs it is as good as any
        /// other. After that it is not trusted before it was read and found right; one that is not is forgotten.
        case lazy
    }
}
