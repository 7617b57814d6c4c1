target "api" {
  context  = "."
  x-hearth = { scope = "monorepo-api" }
}

group "default" {
  targets = ["api"]
}
