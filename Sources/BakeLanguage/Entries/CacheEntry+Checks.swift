extension [CacheEntry] {
    /// Throws where there is one that no engine can write. What cannot be read is no fault: it is as if it were empty.
    package func checkDestinations() throws(EntryFault) {
        let known = ["registry", "local", "inline", "gha", "s3", "azblob"]
        for entry in self where !known.contains(entry.type) {
            throw .unknownWord(entry.type, noun: "cache type", known: known)
        }
    }
}
