import Testing

/// What bake makes of each call, as JSON; nil where it makes nothing of it.
@Suite struct DateFunctionsTests {
    static let calls1: [(String, String?)] = [
        (#"formatdate("DD MMM YYYY hh:mm ZZZ", "2018-01-02T23:12:01Z")"#, #""02 Jan 2018 23:12 UTC""#),
        (
            #"formatdate("EEEE, DD-MMM-YY hh:mm:ss ZZZ", "2018-01-02T23:12:01Z")"#,
            #""Tuesday, 02-Jan-18 23:12:01 UTC""#
        ),
        (
            #"formatdate("EEE, DD MMM YYYY hh:mm:ss ZZZ", "2018-01-02T23:12:01-08:00")"#,
            #""Tue, 02 Jan 2018 23:12:01 -0800""#
        ),
        (#"formatdate("MMM DD, YYYY", "2018-01-02T23:12:01Z")"#, #""Jan 02, 2018""#),
        (#"formatdate("HH:mmaa", "2018-01-02T23:12:01Z")"#, #""11:12pm""#),
        (#"formatdate("H:mAA", "2018-01-02T00:02:01Z")"#, #""12:2AM""#),
        (#"formatdate("h:m:s D M", "2018-01-02T03:04:05Z")"#, #""3:4:5 2 1""#),
        (#"formatdate("'o''clock' h", "2018-01-02T03:04:05Z")"#, #""o'clock 3""#),
        (#"formatdate("''h''", "2018-01-02T03:04:05Z")"#, #""'3'""#),
        (#"formatdate("'a", "2018-01-02T03:04:05Z")"#, nil),
        (#"formatdate("'", "2018-01-02T03:04:05Z")"#, nil),
        (#"formatdate("Z ZZZ ZZZZ ZZZZZ", "2018-01-02T03:04:05+05:30")"#, #""+05:30 +0530 +0530 +05:30""#),
        (#"formatdate("Z ZZZ ZZZZ ZZZZZ", "2018-01-02T03:04:05Z")"#, #""Z UTC +0000 +00:00""#),
        (#"formatdate("ZZ", "2018-01-02T03:04:05Z")"#, nil),
        (#"formatdate("YYY", "2018-01-02T03:04:05Z")"#, nil),
        (#"formatdate("Q", "2018-01-02T03:04:05Z")"#, nil),
        (#"formatdate("MMMMM", "2018-01-02T03:04:05Z")"#, nil),
        (#"formatdate("YYYY/MM*DD é", "2018-01-02T03:04:05Z")"#, #""2018/01*02 é""#),
        (#"formatdate("YYYY", "2018-13-02T03:04:05Z")"#, nil),
        (#"formatdate("YYYY", "2018-02-30T03:04:05Z")"#, nil),
        (#"formatdate("YYYY", "2018-01-02 03:04:05Z")"#, nil),
        (#"formatdate("YYYY", "2018-01-02t03:04:05z")"#, nil),
        (#"formatdate("YYYY", "2018-01-02T03:04:05")"#, nil),
        (#"formatdate("YYYY", "2018-01-02T3:04:05Z")"#, nil),
        (#"formatdate("YYYY", "2018-01-02T03:04:05.123456789123Z")"#, #""2018""#),
        (#"formatdate("YYYY", "2018-01-02T03:04:05,5Z")"#, nil),
        (#"formatdate("YYYY", "2018-01-02T03:04:05+24:00")"#, nil),
        (#"formatdate("YYYY", "2018-01-02T24:00:00Z")"#, nil),
        (#"formatdate("YYYY", "2016-12-31T23:59:60Z")"#, nil),
        (#"formatdate("YYYY", "")"#, nil),
        (#"formatdate("YY", "0005-01-01T00:00:00Z")"#, #""05""#),
        (#"formatdate("", "2018-01-02T03:04:05Z")"#, #""""#),
        (#"formatdate("EEEE", "2000-02-29T00:00:00Z")"#, #""Tuesday""#),
        (#"formatdate("YYYY", "2018-01-02T03:04:05.Z")"#, nil),
        (#"formatdate("h", "2018-01-02T03:04:05Zx")"#, nil),
        (#"formatdate("'at' h 'o''clock'", "2024-03-21T08:20:46.123456789-00:00")"#, #""at 8 o'clock""#),
        (#"formatdate("'at' h 'o''clock'", "1999-03-25T03:42:30.5+01:00")"#, #""at 3 o'clock""#),
        (#"formatdate("EEEE MMM D", "9998-01-24T05:36:05.5+01:00")"#, #""Saturday Jan 24""#),
        (#"formatdate("EEEE MMM D", "1999-05-02T00:11:39.123456789Z")"#, #""Sunday May 2""#),
        (#"formatdate("EEEE MMM D", "1999-03-29T18:04:53-23:59")"#, #""Monday Mar 29""#),
        (#"formatdate("EEEE MMM D", "2024-05-10T09:00:03+5:00")"#, nil),
    ]

    static let calls2: [(String, String?)] = [
        (#"formattimestamp("YYYY-MM-DD", "2018-01-02T23:12:01Z")"#, #""2018-01-02""#),
        (#"formattimestamp("YYYY-MM-DD hh:mm:ss", 0)"#, #""1970-01-01 00:00:00""#),
        (#"formattimestamp("X", "2018-01-02T23:12:01Z")"#, #""1514934721""#),
        (#"formattimestamp("X", "2018-01-02T23:12:01+02:00")"#, #""1514927521""#),
        (#"formattimestamp("X", 12345)"#, #""12345""#),
        (#"formattimestamp("X", 1.5)"#, nil),
        (#"formattimestamp("YYYY", 1690328596)"#, #""2023""#),
        (#"formattimestamp("YYYY", -1)"#, #""1969""#),
        (#"formattimestamp("YYYY", "x")"#, nil),
        (#"formattimestamp("X", "x")"#, nil),
        (#"formattimestamp("YYYY", true)"#, nil),
        (#"formattimestamp("YYYY", null)"#, nil),
        (#"formattimestamp("YYYY", 253402300800)"#, nil),
        (#"formattimestamp("X", 253402300800)"#, #""253402300800""#),
        (#"formattimestamp("XX", 0)"#, nil),
        (#"timeadd("2017-11-22T00:00:00Z", "10m")"#, #""2017-11-22T00:10:00Z""#),
        (#"timeadd("2017-11-22T00:00:00Z", "-1h30m")"#, #""2017-11-21T22:30:00Z""#),
        (#"timeadd("2017-11-22T00:00:00Z", "1.5h")"#, #""2017-11-22T01:30:00Z""#),
        (#"timeadd("2017-11-22T00:00:00+05:30", "24h")"#, #""2017-11-23T00:00:00+05:30""#),
        (#"timeadd("2017-11-22T00:00:00Z", "1d")"#, nil),
        (#"timeadd("2017-11-22T00:00:00Z", "")"#, nil),
        (#"timeadd("2017-11-22T00:00:00Z", "0")"#, #""2017-11-22T00:00:00Z""#),
        (#"timeadd("2017-11-22T00:00:00Z", "5")"#, nil),
        (#"timeadd("2017-11-22T00:00:00Z", "1s500ms")"#, #""2017-11-22T00:00:01Z""#),
        (#"timeadd("2017-11-22T00:00:00.7Z", "400ms")"#, #""2017-11-22T00:00:01Z""#),
        (#"timeadd("2017-11-22T00:00:00Z", "1us1µs1ns")"#, #""2017-11-22T00:00:00Z""#),
        (#"timeadd("2017-11-22T00:00:00Z", "9999999h")"#, nil),
        (#"timeadd("9999-12-31T23:59:59Z", "1s")"#, #""10000-01-01T00:00:00Z""#),
        (#"timeadd("0000-01-01T00:00:00Z", "-1s")"#, #""-0001-12-31T23:59:59Z""#),
        (#"timeadd("2016-02-28T12:00:00Z", "24h")"#, #""2016-02-29T12:00:00Z""#),
        (#"timeadd("x", "1s")"#, nil),
        (#"timeadd("2017-11-22T00:00:00Z", "+.5s")"#, #""2017-11-22T00:00:00Z""#),
        (#"timeadd("2017-11-22T00:00:00Z", ".s")"#, nil),
        (#"timeadd("2017-11-22T00:00:00Z", "1h 1m")"#, nil),
        (#"timeadd("1999-10-31T10:25:42Z", "1µs")"#, #""1999-10-31T10:25:42Z""#),
        (#"timeadd("0001-03-25T16:08:56-00:00", "1.m")"#, #""0001-03-25T16:09:56Z""#),
        (#"timeadd("9998-08-14T14:09:29-00:00", "36h15m")"#, #""9998-08-16T02:24:29Z""#),
        (#"timeadd("2024-01-25T14:49:23+01:00", "1ns")"#, #""2024-01-25T14:49:23+01:00""#),
        (#"timeadd("2024-08-27T16:11:58.123456789-00:00", "1µs")"#, #""2024-08-27T16:11:58Z""#),
        (#"timeadd("1999-13-25T03:24:00.123456789-00:00", "1.m")"#, nil),
    ]

    static let calls3: [(String, String?)] = [
        ("unixtimestampparse(1.5)", nil),
        ("unixtimestampparse(null)", nil),
        ("unixtimestampparse(1e30)", nil),
        ("strlen(timestamp())", "20"),
        (
            "values(unixtimestampparse(0))",
            #"[1,0,1,1970,0,1,"January","1970-01-01T00:00:00Z",0,4,"Thursday",1970,1]"#
        ),
        (
            "values(unixtimestampparse(1690328596))",
            #"[25,23,30,2023,43,7,"July","2023-07-25T23:43:16Z",16,2,"Tuesday",2023,206]"#
        ),
        (
            "values(unixtimestampparse(-1))",
            #"[31,23,1,1970,59,12,"December","1969-12-31T23:59:59Z",59,3,"Wednesday",1969,365]"#
        ),
        (
            #"values(unixtimestampparse("1690328596"))"#,
            #"[25,23,30,2023,43,7,"July","2023-07-25T23:43:16Z",16,2,"Tuesday",2023,206]"#
        ),
        (
            "values(unixtimestampparse(951782400))",
            #"[29,0,9,2000,0,2,"February","2000-02-29T00:00:00Z",0,2,"Tuesday",2000,60]"#
        ),
        (
            "values(unixtimestampparse(1609459199))",
            #"[31,23,53,2020,59,12,"December","2020-12-31T23:59:59Z",59,4,"Thursday",2020,366]"#
        ),
        (
            "values(unixtimestampparse(1609459200))",
            #"[1,0,53,2020,0,1,"January","2021-01-01T00:00:00Z",0,5,"Friday",2021,1]"#
        ),
        (
            "values(unixtimestampparse(253402300800))",
            #"[1,0,52,9999,0,1,"January","10000-01-01T00:00:00Z",0,6,"Saturday",10000,1]"#
        ),
        (
            "values(unixtimestampparse(-62135596801))",
            #"[31,23,52,0,59,12,"December","0000-12-31T23:59:59Z",59,0,"Sunday",0,366]"#
        ),
        (
            "values(unixtimestampparse(-63000000000))",
            #"[11,8,32,-27,0,8,"August","-0027-08-11T08:00:00Z",0,6,"Saturday",-27,223]"#
        ),
    ]

    static let calls: [(String, String?)] = Array([calls1, calls2, calls3].joined())

    @Test(arguments: calls)
    func `dates come out as in bake`(call: String, expected: String?) {
        #expect(FunctionCall(call).json == expected)
    }
}
