internal import Host

/// Remembers the first of several failures: what cannot be done must not keep us from the rest.
struct FirstFailure {
    private var failure: (any Error)?

    /// An interruption and damage to the index end it all.
    mutating func goingOn(_ work: () throws -> Void) throws {
        do {
            try work()
        } catch let error as SystemError where error.code == .interrupted {
            throw error
        } catch let error as StoreError where error.isIndexDamage {
            throw error
        } catch {
            failure = failure ?? error
        }
    }

    /// Throws what was remembered.
    func end() throws {
        if let failure { throw failure }
    }
}
