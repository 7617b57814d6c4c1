import Testing

/// What is said of calls that come to nothing.
@Suite struct FunctionFaultTests {
    static let faults = [
        (#"add(1/0, -1/0)"#, #"opposite infinities have no sum"#),
        (#"max()"#, #"at least one number is needed"#),
        (#"signum(1.5)"#, #"argument "num": must be a whole number"#),
        (#"parseint("xyz", 10)"#, #"argument "number": "xyz" is not a whole number in base 10"#),
        (#"parseint("1", 99)"#, #"argument "base": must be a whole number from 2 to 62"#),
        (#"range(1, 2, 0)"#, #"argument "params": must not be zero"#),
        (#"range(5000)"#, #"there would be more than 1024 numbers"#),
        (#"element([], 0)"#, #"argument "list": has no elements"#),
        (#"element(setunion(["a"]), 0)"#, #"is a set, whose elements have no places; convert it to a list first"#),
        (#"slice(["a"], 0, 2)"#, #"argument "end_index": must be from 0 to 1"#),
        (#"concat(["a"], "b")"#, #"argument "seqs": must be a list or tuple, and is a string"#),
        (#"join(",", ["a", null])"#, #"argument "lists": element 1 is null, which cannot be joined"#),
        (#"length({})"#, #"and is an object; length(keys(…)) counts that"#),
        (#"index(["a"], 3)"#, #"argument "key": there is no element 3 among 1"#),
        (#"zipmap(["a"], [])"#, #"there are 1 keys, but 0 values"#),
        (#"setproduct(["a"])"#, #"at least two sets or lists are needed"#),
        (#"format("%d", 1.5)"#, #"argument "args": "%d" needs a whole number"#),
        (#"format("%s")"#, #""%s" asks for value 1, and there are 0"#),
        (#"format("100%é", 1)"#, #"argument "format": "%é" is no place for a value; a per cent sign is written "%%""#),
        (#"format("%s", "a", "b")"#, #"argument "args": is one too many: the format asks for one value"#),
        (#"format("%s", null)"#, #"argument "args": "%s" does not go with null; "%v" does"#),
        (#"formatlist("%s%s", ["a"], [])"#, #"has 0 elements, but argument 2 has 1"#),
        (#"regex("(", "a")"#, #"argument "pattern": is no regular expression: a ")" is missing: ("#),
        (#"regex("b", "a")"#, #"the pattern matches no part of the string"#),
        (#"regex("(?<a>a)(b)", "ab")"#, #"either all groups of the pattern must have names, or none"#),
        (#"base64decode("a")"#, #"argument "str": is not base 64"#),
        (#"jsondecode("[1,]")"#, #"argument "str": not valid JSON: expected a value at byte 4"#),
        (#"csvdecode("a,b\n1")"#, #"argument "str": line 2 has 1 fields, and there are 2 columns"#),
        (#"csvdecode("a,a")"#, #"argument "str": two columns are named "a""#),
        (#"bcrypt("x", 20)"#, #"argument "cost": must not be above 16, which takes seconds already"#),
        (#"rsadecrypt("AAAA", "key")"#, #"argument "privatekey": holds no key in the PEM form"#),
        (#"uuidv5("tcp", "a")"#, #"argument "namespace": must be "dns", "url", "oid", "x500" or a UUID"#),
        (#"formatdate("YYY", "2018-01-02T03:04:05Z")"#, #""YYY" stands for no part of a date; there are YY and YYYY"#),
        (#"formatdate("h", "2018-02-30T03:04:05Z")"#, #"not an RFC 3339 timestamp: the day must be from 1 to 28"#),
        (#"timeadd("2018-01-02T03:04:05Z", "1d")"#, #"argument "duration": must be a duration like "1h30m" or "-10s""#),
        (#"cidrhost("10.0.0.0/30", 4)"#, #"argument "hostnum": there is no host 4 in 10.0.0.0/30"#),
        (#"cidrsubnet("10.0.0.0/30", 3, 0)"#, #"must not be above 2, which is all that 10.0.0.0/30 leaves"#),
        (#"semvercmp("one", "1")"#, #"argument "version": "one" is no semantic version"#),
        (#"semvercmp("1", "~~1")"#, #"argument "contraint": "~~1" is no constraint"#),
    ]

    @Test(arguments: faults)
    func `a call that fails says which argument and why`(call: String, words: String) {
        let faults = FunctionCall(call).faults
        #expect(faults.count == 1)
        #expect(faults.first?.contains(words) == true, "\(faults)")
    }
}
