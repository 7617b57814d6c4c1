package import Events

/// Shows people, or programs, how a build goes.
///
/// `close` has to be called when the build is over, however it ended: it shows what is still held back and what
/// became of everything. Events that come later are passed over.
package protocol ProgressView: BuildListener {
    func close()
}
