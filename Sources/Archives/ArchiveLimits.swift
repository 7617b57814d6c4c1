/// What an archive may ask of whoever reads it. Content may be of any length: it goes by and is not kept.
package struct ArchiveLimits: Sendable {
    /// The bytes that stand before the content of one entry. What is made of them takes a few times as much memory.
    package var header = 16 << 20
    /// All the zeros that stand for holes in files. A short header asks for any number of them.
    package var holes: Int64 = 64 << 30
    /// Whether an archive may end without the blocks that mark its end. Some programs leave them out, and then one that
    /// was cut between two entries cannot be told from a whole one.
    package var needsEndMark = true

    package init() {}
}
