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

target "api" {
  tags = [image("api")]
}

target "web" {
  tags = [image("web")]
}

# hearth bake --print site: one image for each language.
target "site" {
  name    = "site-${language}"
  matrix  = { language = ["de", "en", "fr"] }
  context = "services/web"
  args    = { LANGUAGE = language }
  tags    = [image("site-${language}")]
}
