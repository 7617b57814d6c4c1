internal import ContentStore
internal import Planning

/// What stood at the place of a step before.
struct EarlierLayers {
    /// The layer that the place had last: the likeliest to have the same files.
    let last: StoredLayer?
    /// The layer of a step that was asked to do the same with other files. Where the step comes to that again, but for times, it stays.
    let same: StoredLayer?

    init(of step: PlannedStep, in builder: Builder) throws {
        let earlier = try builder.store.lastSteps(of: builder.order.scope(of: step), at: step.place)
        last = earlier.first?.layer
        let form = step.recipe.form
        same = earlier.first { Recipe.form(ofEncoded: $0.ingredients) == form }?.layer
    }
}

extension Recipe {
    /// What a step is asked to do, without what it does that to.
    var form: [Ingredient] { Self.form(ingredients) }

    static func form(ofEncoded bytes: [UInt8]) -> [Ingredient]? {
        decoded(bytes).map(form)
    }

    private static func form(_ ingredients: [Ingredient]) -> [Ingredient] {
        ingredients.filter { !["below", "files", "path", "exclude", "address"].contains($0.name) }
    }
}
