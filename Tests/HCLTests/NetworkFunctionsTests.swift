import Testing

/// What bake makes of each call, as JSON; nil where it makes nothing of it.
@Suite struct NetworkFunctionsTests {
    static let calls1: [(String, String?)] = [
        (#"cidrhost("10.12.112.0/20", 16)"#, #""10.12.112.16""#),
        (#"cidrhost("10.12.112.0/20", 268)"#, #""10.12.113.12""#),
        (#"cidrhost("fd00:fd12:3456:7890:00a2::/72", 34)"#, #""fd00:fd12:3456:7890::22""#),
        (#"cidrhost("10.0.0.0/8", -1)"#, #""10.255.255.255""#),
        (#"cidrhost("10.0.0.0/30", 4)"#, nil),
        (#"cidrhost("10.0.0.0/30", -4)"#, #""10.0.0.0""#),
        (#"cidrhost("10.0.0.0/30", -5)"#, nil),
        (#"cidrhost("10.0.0.5/30", 1)"#, #""10.0.0.5""#),
        (#"cidrhost("10.0.0.0", 1)"#, nil),
        (#"cidrhost("10.0.0.0/33", 1)"#, nil),
        (#"cidrhost("010.0.0.0/8", 1)"#, nil),
        (#"cidrhost("10.0.0.0/08", 1)"#, #""10.0.0.1""#),
        (#"cidrhost("10.0.0/8", 1)"#, nil),
        (#"cidrhost("fe80::1%eth0/64", 1)"#, nil),
        (#"cidrhost("::/0", 1)"#, #""::1""#),
        (#"cidrhost("2001:db8::/32", -1)"#, #""2001:db8:ffff:ffff:ffff:ffff:ffff:ffff""#),
        (#"cidrhost("10.0.0.0/8", 1.5)"#, nil),
        (#"cidrhost("1.2.3.4/32", 0)"#, #""1.2.3.4""#),
        (#"cidrhost("1.2.3.4/32", 1)"#, nil),
        (#"cidrhost("2001:db8::1:0:0:1/100", -251)"#, #""2001:db8::1:0:fff:ff05""#),
        (#"cidrhost("fd00:47ab::/80", -93)"#, #""fd00:47ab::ffff:ffff:ffa3""#),
        (#"cidrhost("10.0.0.0/19", -17)"#, #""10.0.31.239""#),
        (#"cidrhost("10.0.0.0/7", -192)"#, #""11.255.255.64""#),
        (#"cidrhost("192.168.210.7/20", 17)"#, #""192.168.208.17""#),
        (#"cidrhost("192.168.206.7/29", -235)"#, nil),
        (#"cidrnetmask("172.16.0.0/12")"#, #""255.240.0.0""#),
        (#"cidrnetmask("0.0.0.0/0")"#, #""0.0.0.0""#),
        (#"cidrnetmask("fd00::/8")"#, #""ff00::""#),
        (#"cidrnetmask("::/96")"#, #""ffff:ffff:ffff:ffff:ffff:ffff::""#),
        (#"cidrnetmask("x")"#, nil),
        (#"cidrnetmask("10.0.0.0/7")"#, #""254.0.0.0""#),
        (#"cidrnetmask("1::2:0:0:3:0/128")"#, #""ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff""#),
        (#"cidrnetmask("10.0.0.0/5")"#, #""248.0.0.0""#),
        (#"cidrnetmask("2001:db8::1:0:0:1/122")"#, #""ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffc0""#),
        (#"cidrnetmask("10.0.0.0/6")"#, #""252.0.0.0""#),
    ]

    static let calls2: [(String, String?)] = [
        (#"cidrsubnet("172.16.0.0/12", 4, 2)"#, #""172.18.0.0/16""#),
        (#"cidrsubnet("10.1.2.0/24", 4, 15)"#, #""10.1.2.240/28""#),
        (#"cidrsubnet("10.1.2.0/24", 4, 16)"#, nil),
        (#"cidrsubnet("fd00:fd12:3456:7890::/56", 16, 162)"#, #""fd00:fd12:3456:7800:a200::/72""#),
        (#"cidrsubnet("10.1.2.0/24", 9, 0)"#, nil),
        (#"cidrsubnet("10.1.2.0/24", 0, 0)"#, #""10.1.2.0/24""#),
        (#"cidrsubnet("10.1.2.0/24", 8, -1)"#, nil),
        (#"cidrsubnet("fd00::/8", 33, 0)"#, nil),
        (#"cidrsubnet("10.1.2.77/24", 4, 1)"#, #""10.1.2.16/28""#),
        (#"cidrsubnet("10.0.0.0/17", 6, 3)"#, #""10.0.6.0/23""#),
        (#"cidrsubnet("fd00:2cd2::/31", 0, 0)"#, #""fd00:2cd2::/31""#),
        (#"cidrsubnet("192.168.240.7/22", 6, 7)"#, #""192.168.240.112/28""#),
        (#"cidrsubnet("192.168.199.7/21", 6, 10)"#, #""192.168.193.64/27""#),
        (
            #"cidrsubnets("10.1.0.0/16", 4, 4, 8, 4)"#,
            #"["10.1.0.0/20","10.1.16.0/20","10.1.32.0/24","10.1.48.0/20"]"#
        ),
        (#"cidrsubnets("10.1.0.0/16")"#, "[]"),
        (#"cidrsubnets("10.1.0.0/16", 1, 1)"#, #"["10.1.0.0/17","10.1.128.0/17"]"#),
        (#"cidrsubnets("10.1.0.0/16", 1, 1, 1)"#, nil),
        (#"cidrsubnets("10.1.0.0/16", 0)"#, nil),
        (#"cidrsubnets("10.1.0.0/16", 17)"#, nil),
        (#"cidrsubnets("10.1.0.0/16", 33)"#, nil),
        (#"cidrsubnets("255.255.255.0/24", 1, 1)"#, #"["255.255.255.0/25","255.255.255.128/25"]"#),
        (#"cidrsubnets("10.1.0.0/16", 8, 4)"#, #"["10.1.0.0/24","10.1.16.0/20"]"#),
        (#"cidrsubnets("2001:db8::1:0:0:1/122", 5, 1)"#, #"["2001:db8:0:0:1::/127","2001:db8::1:0:0:20/123"]"#),
        (#"cidrsubnets("192.168.211.7/22", 3, 1, 2, 3)"#, nil),
        (#"cidrsubnets("fd00:1::/56", 16, 16, 32)"#, #"["fd00:1::/72","fd00:1:0:0:100::/72","fd00:1:0:0:200::/88"]"#),
        (#"equal(cidrsubnets("10.0.0.0/8", 1), split(",", "10.0.0.0/9"))"#, "true"),
    ]

    static let calls: [(String, String?)] = Array([calls1, calls2].joined())

    @Test(arguments: calls)
    func `networks come out as in bake`(call: String, expected: String?) {
        #expect(FunctionCall(call).json == expected)
    }
}
