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
internal import Sandbox
internal import Values

/// An error that knows the next thing to try, where there is one. A fault of a module that has a hint is listed here, and its hint is shown.
protocol Hinting: Error {
    var hint: String? { get }
}

extension BuildFault: Hinting {}
extension ContextFault: Hinting {}
extension CopyFault: Hinting {}
extension DocumentFault: Hinting {}
extension BakeLanguage.EntryFault: Hinting {}
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
extension ReferenceFault: Hinting {}
extension SandboxFault: Hinting {}
extension StoreError: Hinting {}
extension StoredImageFault: Hinting {}
extension SubprocessFault: Hinting {}
extension UserFault: Hinting {}
