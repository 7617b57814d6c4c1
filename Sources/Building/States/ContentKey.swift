internal import Planning
internal import Values

/// The key of what a step was applied to: its recipe, with the digests of what is there in the place of the states that lead to it.
/// docs/cache-keys.md says which ingredients.
struct ContentKey {
    let recipe: Recipe

    var key: Digest { recipe.key }

    /// `below` is what the files below are; `reads` has for each state that is read what was found in it, in the order in which the step reads.
    /// `fetched` stands for what addresses led to.
    init(_ step: PlannedStep, below: Digest, reads: [[String]], fetched: [String]) {
        var ingredients: [Ingredient] = []
        var reads = reads[...]
        var fetched = fetched[...]
        let states = Set(step.reads.map(\.description))
        var isInState = false
        for ingredient in step.recipe.ingredients {
            if isInState, ingredient.name == "path" || ingredient.name == "exclude" { continue }
            isInState = false
            switch ingredient.name {
            case "below": ingredients.append(Ingredient("below", below.description))
            case "files" where states.contains(ingredient.value):
                isInState = true
                for found in reads.popFirst() ?? [] { ingredients.append(Ingredient("files", found)) }
            case "address":
                if let content = fetched.popFirst() { ingredients.append(Ingredient("files", content)) }
            default: ingredients.append(ingredient)
            }
        }
        recipe = Recipe(.content, ingredients)
    }
}
