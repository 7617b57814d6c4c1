internal import BakeLanguage
internal import Building
internal import ContentStore
internal import Contexts
internal import Git
internal import HTTP
internal import Host
internal import Layers
internal import OCI
internal import Outputs
internal import Planning
internal import Registry
internal import Sandbox
internal import Transfers
internal import Values

/// An error that knows the next thing to try, where there is one. A fault of a module that has a hint is listed here, and its hint is shown.
protocol Hinting: Error {
    var hint: String? { get }
}

extension BaseTarballFault: Hinting {}
extension BuildFault: Hinting {}
extension ContextFault: Hinting {}
extension CopyFault: Hinting {}
extension DeletionFault: Hinting {}
extension DocumentFault: Hinting {}
extension BakeLanguage.EntryFault: Hinting {}
extension EngineFault: Hinting {}
extension GitFault: Hinting {}
extension GitReferenceFault: Hinting {}
extension HTTPFault: Hinting {}
extension ImageFault: Hinting {}
extension LayerFault: Hinting {}
extension LayoutFault: Hinting {}
extension LoadFault: Hinting {}
extension LookupFault: Hinting {}
extension OutputFault: Hinting {}
extension PlatformFault: Hinting {}
extension PushFault: Hinting {}
extension ReferenceFault: Hinting {}
extension RegistryFault: Hinting {}
extension SandboxFault: Hinting {}
extension StoreError: Hinting {}
extension StoredImageFault: Hinting {}
extension SubprocessFault: Hinting {}
extension TransferFault: Hinting {}
extension UserFault: Hinting {}
