import BakeLanguage
import HCL
import Testing
import Values

@Suite struct AttestationTests {
    @Test(arguments: [
        ("type=provenance,mode=max", #"{"mode":"max","type":"provenance"}"#), ("TYPE=sbom", #"{"type":"sbom"}"#),
        ("type=sbom,DISABLED=T", #"{"disabled":true,"type":"sbom"}"#), ("type=sbom,disabled=0", #"{"type":"sbom"}"#),
        // Other keys are kept as they are
        (" type =sbom, Foo =x", #"{" Foo ":"x","type":"sbom"}"#),
    ])
    func `a text is read`(text: String, json: String) throws {
        #expect(try Attestation(text: text).json.text == json)
    }

    @Test(arguments: [
        ("disabled=true", EntryFault.missingType(.attestation)), ("type=", .missingType(.attestation)),
        ("true", .notKeyValue("true", .attestation)), ("type=sbom,disabled=tRUE", .notBoolean("tRUE", key: "disabled")),
        ("type=sbom,disabled=", .notBoolean("", key: "disabled")),
    ])
    func `a text that is no attestation is refused`(text: String, fault: EntryFault) {
        #expect(throws: fault) { try Attestation(text: text) }
    }

    @Test func `an object may be without a type`() throws {
        let value = Value.object(Members(["disabled": .bool(true), "Disabled": .string("x")]))
        #expect(try Attestation(value: value).json.text == #"{"Disabled":"x","disabled":true,"type":""}"#)
        #expect(throws: EntryFault.null(name: "type")) {
            try Attestation(value: .object(Members(["type": .null(.any)])))
        }
    }

    @Test func `the later of one type takes the place of the earlier`() throws {
        let attestations = try [Attestation](texts: ["type=sbom", "type=a", "type=sbom,disabled=1"]).normalized()
        #expect(attestations.json.text == #"[{"disabled":true,"type":"sbom"},{"type":"a"}]"#)
    }

    @Test(arguments: [
        ("", ""), ("true", "type=sbom,disabled=false"), ("0", "type=sbom,disabled=true"), ("a=b", "type=sbom,a=b"),
    ])
    func `options of the command line stand for attestations`(option: String, text: String) {
        #expect(Attestation.text(type: "sbom", option: option) == text)
    }
}
