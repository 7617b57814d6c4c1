/// A moment as a calendar and a clock show it, in the Gregorian calendar and at a distance from UTC.
struct DateTime {
    /// Since 1970 began in UTC.
    let seconds: Int
    let nanoseconds: Int
    /// How far the clock is ahead of UTC, in seconds.
    let offset: Int

    let year: Int
    let month: Int
    let day: Int
    let hour: Int
    let minute: Int
    let second: Int
    /// Counted from 1.
    let dayOfYear: Int
    /// 0 is Sunday.
    let weekday: Int

    init(seconds: Int, nanoseconds: Int = 0, offset: Int = 0) {
        self.seconds = seconds
        self.nanoseconds = nanoseconds
        self.offset = offset
        let local = seconds &+ offset
        let days = Self.quotient(local, 86400)
        let time = local - days * 86400
        (hour, minute, second) = (time / 3600, time / 60 % 60, time % 60)
        (year, month, day) = Self.date(ofDay: days)
        dayOfYear = days - Self.day(year, 1, 1) + 1
        weekday = Self.remainder(days + 4, 7)
    }

    /// `year` from 0 to 9999, the rest in their ranges.
    init(year: Int, month: Int, day: Int, secondOfDay: Int, nanoseconds: Int, offset: Int) {
        let seconds = Self.day(year, month, day) * 86400 + secondOfDay - offset
        self.init(seconds: seconds, nanoseconds: nanoseconds, offset: offset)
    }

    /// Nil beyond the end of time.
    func adding(nanoseconds added: Int64) -> DateTime? {
        let sum = nanoseconds + Int(added % 1_000_000_000)
        let carried = Self.quotient(sum, 1_000_000_000)
        let (moved, isBeyond) = seconds.addingReportingOverflow(Int(added / 1_000_000_000) + carried)
        guard !isBeyond else { return nil }
        return DateTime(seconds: moved, nanoseconds: sum - carried * 1_000_000_000, offset: offset)
    }

    /// The year and week by ISO 8601: a week belongs to the year of its Thursday.
    var isoWeek: (year: Int, week: Int) {
        let thursday = Self.day(year, month, day) + 3 - Self.remainder(weekday + 6, 7)
        let year = Self.date(ofDay: thursday).year
        return (year, (thursday - Self.day(year, 1, 1)) / 7 + 1)
    }

    var monthName: String { Self.months[month - 1] }
    var weekdayName: String { Self.weekdays[weekday] }

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
    private static let weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]

    // Years are counted from March here, so that the leap day is the last of its year; 400 of them have 146097 days.

    /// Days since 1970 began.
    private static func day(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let year = month < 3 ? year - 1 : year
        let era = quotient(year, 400)
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func date(ofDay day: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = day + 719_468
        let era = quotient(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = (shiftedMonth + 2) % 12 + 1
        let dayOfMonth = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        return (yearOfEra + era * 400 + (month < 3 ? 1 : 0), month, dayOfMonth)
    }

    /// Rounded down, below zero as well.
    private static func quotient(_ value: Int, _ divisor: Int) -> Int {
        value >= 0 ? value / divisor : (value + 1) / divisor - 1
    }

    private static func remainder(_ value: Int, _ divisor: Int) -> Int {
        value - quotient(value, divisor) * divisor
    }
}
