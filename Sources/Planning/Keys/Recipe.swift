internal import Hashing
package import Values

/// A part of what a key was made from, for people to read and to compare.
package struct Ingredient: Equatable, Sendable {
    package let name: String
    package let value: String

    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

/// A list of ingredients and the key that it comes to; docs/cache-keys.md has their order and their meaning.
package struct Recipe: Equatable, Sendable {
    package enum Domain: String, Sendable {
        case base = "hearth.base.v1"
        case step = "hearth.step.v1"
        case content = "hearth.content.v1"
        case state = "hearth.state.v1"
        case target = "hearth.target.v1"
        case keyFiles = "hearth.key-files.v1"
    }

    package let domain: Domain
    package let ingredients: [Ingredient]
    package let key: Digest

    package init(_ domain: Domain, _ ingredients: [Ingredient]) {
        self.domain = domain
        self.ingredients = ingredients
        var hash = FramedHash(domain.rawValue)
        for ingredient in ingredients { hash.add(ingredient.name, ingredient.value) }
        key = hash.digest()
    }
}
