internal import HCL
internal import Values

/// What contexts are relative to, file by file, where that is not the working directory.
struct ContextBases {
    private var directories: [ObjectIdentifier: String] = [:]

    init(_ files: [BakeFile]) {
        for file in files { directories[ObjectIdentifier(file.source)] = file.contextBase }
    }

    func base(of file: SourceFile) -> String? {
        directories[ObjectIdentifier(file)]
    }

    /// The path as seen from the working directory. What is no local relative path stays as it is.
    static func rebase(_ path: String, onto base: String?) -> String {
        guard let base, !path.isEmpty, !path.isContextElsewhere else { return path }
        return SlashPath.join(base, path)
    }
}

extension Resolver {
    /// Makes the paths of a target relative to the working directory.
    func rebase(_ instance: Instance<Target>) {
        let base = bases.base(of: instance.block.file)
        instance.definition.defaultContext = base.map { SlashPath.clean($0) }
        if let context = instance.definition.context {
            instance.definition.context = ContextBases.rebase(context, onto: contextBase(of: instance, depth: 0))
        }
        if let base {
            let keyFiles = instance.definition.settings.keyFiles
            instance.definition.settings.keyFiles = keyFiles?.map { ContextBases.rebase($0, onto: base) }
            instance.definition.contexts = instance.definition.contexts.mapValues {
                ContextBases.rebase($0, onto: base)
            }
        }
    }

    /// A context that is nothing but that of another target is relative to what the other's is.
    private func contextBase(of instance: Instance<Target>, depth: Int) -> String? {
        let own = bases.base(of: instance.block.file)
        guard depth < 100, case .reference(let reference) = instance.block[.context]?.expression.form,
            reference.root == Target.blockType, reference.steps.count == 2,
            case .attribute(let name) = reference.steps[0].kind,
            case .attribute("context") = reference.steps[1].kind, let other = targets[name]?.last
        else { return own }
        return contextBase(of: other, depth: depth + 1)
    }
}

extension String {
    /// Whether the context is named otherwise than by a path that is relative to something.
    var isContextElsewhere: Bool {
        hasPrefix("/") || hasPrefix("cwd://") || hasPrefix("target:") || hasPrefix("docker-image:")
            || hasPrefix("oci-layout://") || isRemoteContext
    }
}
