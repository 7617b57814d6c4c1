# A repository of many images: each folder has a Dockerfile and a bake file of its own, which also works by itself.
x-hearth {
  include = ["services/api/bake.hcl", "services/web/bake.hcl"]
  goals   = { hit-rate = "80%" }
}

variable "REGISTRY" {
  default     = "localhost:5000/monorepo"
  description = "Where the images are pushed."
}

variable "VERSION" {
  default     = "dev"
  description = "What the images are tagged with."
  validation {
    condition     = can(regex("^[a-z0-9.-]+$", VERSION))
    error_message = "a version has small letters, digits, dots and hyphens"
  }
}

function "image" {
  params = [name]
  result = "${REGISTRY}/${name}:${VERSION}"
}

group "default" {
  targets = ["api", "web"]
}

# What all images have in common. Its name begins with an underscore: it is there to be inherited, and never built.
target "_common" {
  labels = { "org.opencontainers.image.version" = VERSION }
}

target "api" {
  inherits = ["_common"]
  tags     = [image("api")]
}

target "web" {
  inherits = ["_common"]
  tags     = [image("web")]
}

# hearth bake --print site: one image for each language.
target "site" {
  name     = "site-${language}"
  matrix   = { language = ["de", "en", "fr"] }
  inherits = ["_common"]
  context  = "services/web"
  args     = { LANGUAGE = language }
  tags     = [image("site-${language}")]
}
