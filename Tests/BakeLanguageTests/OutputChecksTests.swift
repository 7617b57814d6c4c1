import BakeLanguage
import Testing
import Values

@Suite struct OutputChecksTests {
    private let surroundings = EntrySurroundings(files: ["file": []], others: ["dir": .directory])

    @Test(arguments: [
        ("type=tar", "-"), ("type=oci", "-"), ("type=docker", ""), ("type=image", ""),
        ("type=oci,dest=new/a.tar", "new/a.tar"),
        ("type=oci,tar=false,dest=dir", "dir"), ("type=oci,tar=maybe,dest=file", "file"),
        ("type=local,dest=new/x", "new/x"),
        ("type=docker,dest=-", "-"), ("type=image,dest=dir", "dir"), ("type=local,dest=/", "/"),
    ])
    func `an archive without a destination goes to the standard output`(text: String, destination: String) throws {
        var surroundings = surroundings
        surroundings.others["/"] = .directory
        #expect(try [Output(text: text)].settled(in: surroundings).map(\.destination) == [destination])
    }

    @Test(arguments: [
        (["type=local"], EntryFault.destinationMissing(type: "local")),
        (["type=oci,tar=false"], .destinationMissing(type: "oci")),
        (["type=docker,tar=0"], .destinationMissing(type: "docker")),
        (["type=local,dest=-"], .destinationIsStandardOutput(type: "local")),
        (["file"], .destinationIsNoDirectory("file")), (["type=tar,dest=dir"], .destinationIsDirectory("dir")),
        (["type=tar,dest=file/x/y"], .unreachable("file/x/y")), (["file/x"], .unreachable("file/x")),
        (["type=tar", "type=oci"], .standardOutputTaken), (["-", "type=docker,dest=-"], .standardOutputTaken),
    ])
    func `a destination that cannot be is refused`(texts: [String], fault: EntryFault) {
        #expect(throws: fault) { try [Output](texts: texts).settled(in: surroundings) }
    }
}
