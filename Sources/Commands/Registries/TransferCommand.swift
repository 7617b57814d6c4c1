internal import Arguments
internal import Console
internal import Host
internal import Transfers

extension Hearth {
    /// What other commands start to move an image. Nobody types it, so no help shows it.
    static let transfer: Command<Action> = Command(
        TransferProgram.verb, summary: "Move one image, as standard input says"
    ) { _ in
        { _, context in
            let isDone = try context.withStore { store in
                try TransferWorker(in: store, environment: { Environment.value(of: $0) }, hint: { hint(for: $0) }).run()
            }
            if !isDone { throw Unsuccessful() }
        }
    }
}
