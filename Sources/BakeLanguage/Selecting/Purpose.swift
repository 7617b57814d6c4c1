/// What targets are chosen for.
package enum Purpose: Sendable {
    /// To be shown as they are written, which buildx does even with those that no engine could build.
    case printing
    case building
    /// To be looked into. Nothing runs, so secrets and keys need not be at hand, and a pattern means what is listed.
    case planning
}
