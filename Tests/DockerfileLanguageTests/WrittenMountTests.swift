import DockerfileLanguage
import Testing
import Values

@Suite struct WrittenMountTests {
    private static func mount(_ text: String) throws(MountFault) -> Mount {
        let file = SourceFile(name: "Dockerfile", text: text)
        return try WrittenMount(text: text, range: file.range).mount { word throws(ExpansionFault) in
            if word == "$bad" { throw .noName(word) }
            return word == "$type" ? "cache" : word
        }
    }

    private static func fault(_ text: String) -> MountFault? {
        do throws(MountFault) {
            _ = try mount(text)
            return nil
        } catch {
            return error
        }
    }

    @Test func `the keys of a mount`() throws {
        var bind = Mount()
        bind.from = "a"
        bind.source = "/s"
        bind.target = "/t"
        bind.isReadOnly = true
        #expect(try Self.mount("from=a,source=/s,target=/t") == bind)
        #expect(try Self.mount("TYPE=Bind,from=a,src=/s,Dst=/t,ro") == bind)
        bind.isReadOnly = false
        #expect(try Self.mount("from=a,src=/s,destination=/t,rw=1") == bind)

        var cache = Mount()
        cache.kind = .cache
        cache.target = "/a,b"
        cache.id = "i"
        cache.sharing = .locked
        cache.mode = 0o700
        cache.user = 4_294_967_295
        cache.group = 0
        #expect(
            try Self.mount("type=$type,\"target=/a,b\",id=i,sharing=LOCKED,mode=0700,uid=4294967295,gid=0") == cache)

        var secret = Mount()
        secret.kind = .secret
        secret.id = "i"
        secret.variable = ""
        secret.isRequired = true
        secret.isReadOnly = true
        #expect(try Self.mount("type=secret,id=i,env=,required") == secret)

        var memory = Mount()
        memory.kind = .tmpfs
        memory.target = "/t"
        memory.size = 1 << 20
        #expect(try Self.mount("type=tmpfs,target=/t,size=1m") == memory)
    }

    @Test(arguments: [
        ("type=cache,sharing=lock", #"did you mean "locked"?"#), ("sharing=x", "there are shared, private, locked"),
        ("type=cach", #"did you mean "cache"?"#),
    ])
    func `what is nearly a word is offered`(text: String, hint: String) {
        #expect(Self.fault(text)?.hint == hint)
    }

    @Test(arguments: [
        ("target", MountFault.notKeyValue("target")), ("type=cach", .unknownKind("cach")),
        ("sharing=a", .unknownSharing("a")), ("tagret=/a", .unknownKey("tagret")),
        // What a key may be depends on the type before it.
        ("required,type=secret,id=a", .unexpectedKey("required", .bind)),
        ("size=1m,type=tmpfs", .unexpectedKey("size", .bind)), ("uid=1,target=/a", .unexpectedKey("uid", .bind)),
        ("type=tmpfs,mode=0700", .unexpectedKey("mode", .tmpfs)),
        ("sharing=shared,target=/a", .sharing(.bind)), ("ro=x", .notBoolean("x", key: "ro")),
        ("type=ssh,required=x", .notBoolean("x", key: "required")), ("type=tmpfs,size=x", .notSize("x")),
        ("type=cache,mode=8", .notMode("8")), ("type=cache,uid=-0", .notID("-0", key: "uid")),
        ("type=cache,gid=4294967296", .notID("4294967296", key: "gid")),
        ("type=secret", .secretWithoutName), ("type=secret,id=a,from=b", .secretWithFrom),
        ("type=secret,id=a,src=b", .secretWithTwoNames), ("type=secret,id=a,sharing=shared", .sharing(.secret)),
        ("target=$bad", .expansion(.noName("$bad"))),
    ])
    func `what no mount is, is refused once variables are known`(text: String, fault: MountFault) {
        #expect(Self.fault(text) == fault)
    }
}
