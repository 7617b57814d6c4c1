internal import Host
internal import OCI
internal import Values

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Whom a process runs as.
struct RunUser: Equatable {
    let id: UInt32
    let group: UInt32
    /// With the first, as far as there are groups in the namespace.
    let groups: [UInt32]
    let home: String

    /// As USER has it, looked up in a root's own files.
    init(_ words: String?, in tree: InnerTree) throws {
        let database = UserDatabase(
            passwd: try tree.contents(of: "/etc/passwd"), group: try tree.contents(of: "/etc/group"))
        do throws(UserFault) {
            self.init(try database.processUser(words ?? ""))
        } catch {
            throw SandboxFault.unknownUser(error)
        }
        guard Namespaces.users.contains(id) else { throw SandboxFault.unmappedUser(id) }
        guard Namespaces.groups.contains(group) else { throw SandboxFault.unmappedUser(group) }
    }

    private init(_ user: ProcessUser) {
        (id, group) = (user.user, user.group)
        let all = user.otherGroups.contains(user.group) ? user.otherGroups : [user.group] + user.otherGroups
        // Who has one group alone was made to give up having others.
        groups = Namespaces.groups.isSingle ? [] : all.filter(Namespaces.groups.contains)
        home = user.home.flatMap { $0.isEmpty ? nil : String(decoding: $0, as: UTF8.self) } ?? "/"
    }
}

extension InnerTree {
    /// What a file holds that belongs to the description of users; nil where there is none.
    fileprivate func contents(of path: Path) throws -> [UInt8]? {
        guard let file = try open(path, flags: O_RDONLY | O_NONBLOCK | O_NOCTTY) else { return nil }
        var status = stat()
        guard fstat(file.number, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= 10 << 20 else {
            throw SandboxFault.unreadableUserFile(path.description)
        }
        return try OpenFile(file.path, .read, on: LocalFileSystem()).readToEnd(limit: 10 << 20)
    }
}
