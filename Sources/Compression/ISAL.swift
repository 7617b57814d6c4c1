internal import CISAL

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The functions of ISA-L that we use. The library is opened on first use, and may not be there; then zlib does its work.
struct ISAL: Sendable {
    typealias Inflate = @convention(c) (UnsafeMutablePointer<inflate_state>?) -> Int32
    typealias PrepareInflate = @convention(c) (UnsafeMutablePointer<inflate_state>?) -> Void
    typealias Deflate = @convention(c) (UnsafeMutablePointer<isal_zstream>?) -> Int32
    typealias PrepareDeflate = @convention(c) (UnsafeMutablePointer<isal_zstream>?) -> Void

    let beginInflating: PrepareInflate
    let resetInflating: PrepareInflate
    let inflate: Inflate
    let beginDeflating: PrepareDeflate
    let deflate: Deflate

    /// Nil where the library is not installed.
    static let library: ISAL? = {
        for name in ["libisal.so.2", "libisal.2.dylib"] {
            if let handle = dlopen(name, RTLD_NOW | RTLD_LOCAL), let library = ISAL(handle) { return library }
        }
        return nil
    }()

    /// Stays open as long as the process.
    private init?(_ handle: UnsafeMutableRawPointer) {
        guard let beginInflating = dlsym(handle, "isal_inflate_init"),
            let resetInflating = dlsym(handle, "isal_inflate_reset"), let inflate = dlsym(handle, "isal_inflate"),
            let beginDeflating = dlsym(handle, "isal_deflate_stateless_init"),
            let deflate = dlsym(handle, "isal_deflate_stateless")
        else { return nil }
        self.beginInflating = unsafeBitCast(beginInflating, to: PrepareInflate.self)
        self.resetInflating = unsafeBitCast(resetInflating, to: PrepareInflate.self)
        self.inflate = unsafeBitCast(inflate, to: Inflate.self)
        self.beginDeflating = unsafeBitCast(beginDeflating, to: PrepareDeflate.self)
        self.deflate = unsafeBitCast(deflate, to: Deflate.self)
    }
}
