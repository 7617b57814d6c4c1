// Two images without a base from elsewhere: nothing is needed to build them but hearth.
group "default" {
  targets = ["site", "archive"]
}

target "base" {
  context = "base"
}

target "site" {
  context  = "site"
  contexts = { base = "target:base" }
  tags     = ["hello:latest"]
}

// The same image, as files.
target "archive" {
  inherits = ["site"]
  tags     = []
  output   = ["type=tar,dest=hello.tar"]
}
