import Foundation

/// Good inputs, which are files of the repository.
enum Corpus {
    private static let repository = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Ends the program when there are none.
    static func files(in folders: [String], _ isWanted: (URL) -> Bool) -> [[UInt8]] {
        let files = folders.flatMap { all(in: repository.appendingPathComponent($0)) }
            .filter(isWanted).sorted { $0.path < $1.path }
            .compactMap { try? [UInt8](Data(contentsOf: $0)) }
        guard !files.isEmpty else {
            print("fuzz: there are no files to begin with in \(folders.joined(separator: ", "))")
            exit(2)
        }
        return files
    }

    private static func all(in folder: URL) -> [URL] {
        let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        return found?.compactMap { $0 as? URL } ?? []
    }
}
