/// What is known of a file's length before it is written.
enum Forecast {
    case exactly(Int64)
    case atMost(Int64)
    case unknown
}
