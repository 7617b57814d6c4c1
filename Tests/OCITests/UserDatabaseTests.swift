import OCI
import Testing

struct UserDatabaseTests {
    private static let passwd = """
        root:x:0:0:root:/root:/bin/sh
        # comments are users without numbers
          app:x:1000:1001:App:/home/app:/bin/sh
        twin:x:1000:7::/other:
        short:x:9
        odd:x:many:-:::

        7:x:70:71::/seven:
        huge:x:4294967294:4294967294::/:
        """
    private static let group = """
        root:x:0:root,app
        # wheel:x:10:app
        wheel:x:10:root,app,app
        app:x:1001:
        staff:x:50:app,short
        short:x:9:
        """

    private static let users = UserDatabase(passwd: Array(passwd.utf8), group: Array(group.utf8))

    private static let process: [(String, ProcessUser)] = [
        ("", ProcessUser(user: 0, group: 0, otherGroups: [0, 10], home: Array("/root".utf8))),
        ("root", ProcessUser(user: 0, group: 0, otherGroups: [0, 10], home: Array("/root".utf8))),
        ("app", ProcessUser(user: 1000, group: 1001, otherGroups: [0, 10, 50], home: Array("/home/app".utf8))),
        // A known number is that user, the first of several.
        ("1000", ProcessUser(user: 1000, group: 1001, otherGroups: [0, 10, 50], home: Array("/home/app".utf8))),
        ("short", ProcessUser(user: 9, group: 0, otherGroups: [50], home: [])),
        // An unknown number is in group 0.
        ("4711", ProcessUser(user: 4711, group: 0)),
        // What is a number is no name.
        ("7", ProcessUser(user: 7, group: 0)),
        // With a group there is that group alone.
        ("app:wheel", ProcessUser(user: 1000, group: 10, home: Array("/home/app".utf8))),
        ("app:99", ProcessUser(user: 1000, group: 99, home: Array("/home/app".utf8))),
        ("1000:50", ProcessUser(user: 1000, group: 50, home: Array("/home/app".utf8))),
        ("4711:wheel", ProcessUser(user: 4711, group: 10)),
        ("root:root", ProcessUser(user: 0, group: 0, home: Array("/root".utf8))),
        ("app:", ProcessUser(user: 1000, group: 1001, otherGroups: [0, 10, 50], home: Array("/home/app".utf8))),
        (":wheel", ProcessUser(user: 0, group: 10, home: Array("/root".utf8))),
        ("app:wheel:more", ProcessUser(user: 1000, group: 10, home: Array("/home/app".utf8))),
        // A pair of numbers may be as large as numbers of users get.
        ("4294967294:4294967293", ProcessUser(user: 4_294_967_294, group: 4_294_967_293, home: Array("/".utf8))),
        ("huge", ProcessUser(user: 4_294_967_294, group: 4_294_967_294, home: Array("/".utf8))),
    ]

    @Test(arguments: process) func `USER for a RUN`(_ text: String, _ user: ProcessUser) throws {
        #expect(try Self.users.processUser(text) == user)
    }

    @Test(arguments: [
        ("nobody", UserFault.unknownUser("nobody")), ("ap", .unknownUser("ap", nearest: "app")),
        ("app:weel", .unknownGroup("weel", nearest: "wheel")), ("APP", .unknownUser("APP", nearest: "app")),
        ("-1", .outOfRange("-1")), ("2147483648", .outOfRange("2147483648")),
        ("99999999999999999999", .outOfRange("99999999999999999999")), ("app:-5", .outOfRange("-5")),
    ])
    func `USER that is nobody`(_ text: String, _ fault: UserFault) {
        #expect(throws: fault) { try Self.users.processUser(text) }
        #expect(!fault.description.isEmpty && fault.hint != nil)
    }

    @Test func `without files numbers alone are known`() throws {
        let nothing = UserDatabase(passwd: nil, group: nil)
        #expect(try nothing.processUser("") == ProcessUser(user: 0, group: 0))
        #expect(try nothing.processUser("5") == ProcessUser(user: 5, group: 0))
        #expect(throws: UserFault.unknownUser("root")) { try nothing.processUser("root") }
        #expect(try nothing.processUser("root:5") == ProcessUser(user: 0, group: 5))
    }

    private static let owners: [(String, FileOwner)] = [
        ("5", FileOwner(user: 5, group: 5)), ("1000", FileOwner(user: 1000, group: 1000)),
        ("5:6", FileOwner(user: 5, group: 6)), ("root", FileOwner(user: 0, group: 0)),
        ("app", FileOwner(user: 1000, group: 1001)), ("app:wheel", FileOwner(user: 1000, group: 10)),
        ("app:7", FileOwner(user: 1000, group: 7)), ("7:app", FileOwner(user: 7, group: 1001)),
        // Names that nobody has are root's.
        ("nobody", FileOwner(user: 0, group: 0)), ("app:none", FileOwner(user: 1000, group: 1001)),
        ("5:none", FileOwner(user: 5, group: 5)), ("app:wheel:x", FileOwner(user: 1000, group: 1001)),
        // Nothing is 0.
        ("5:", FileOwner(user: 5, group: 0)), (":10", FileOwner(user: 0, group: 10)),
        ("", FileOwner(user: 0, group: 0)),
    ]

    @Test(arguments: owners) func `--chown`(_ text: String, _ owner: FileOwner) throws {
        #expect(try FileOwner(text) { Self.users } == owner)
    }

    @Test func `--chown with nothing to look into takes numbers alone`() throws {
        #expect(try FileOwner("5:root") { nil } == FileOwner(user: 5, group: 0))
        #expect(throws: UserFault.nowhereToLook("app")) { try FileOwner("app") { nil } }
        #expect(throws: UserFault.nowhereToLook("wheel")) { try FileOwner("5:wheel") { nil } }
    }
}
