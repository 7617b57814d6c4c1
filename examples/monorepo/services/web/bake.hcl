target "web" {
  context  = "."
  args     = { LANGUAGE = "en" }
  x-hearth = { scope = "monorepo-web" }
}

group "default" {
  targets = ["web"]
}
