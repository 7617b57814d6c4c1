# hearth: what can be done here. `make` lists it.

LIBRARIES = libsqlite3-dev libzstd-dev libisal-dev libarchive-dev liblzma-dev libbz2-dev zlib1g-dev libssl-dev libyaml-dev libre2-dev libcrypt-dev libcurl4-openssl-dev
PROGRAMS = zstd openssl python3 bash zsh fish strace git busybox-static xz-utils bzip2 openssh-client crun runc uidmap skopeo umoci docker.io qemu-user-static libcurl4 ca-certificates docker-registry curl
SUDO = $(if $(filter 0,$(shell id -u)),,sudo)
RELEASE = swift build -c release --static-swift-stdlib -Xlinker -s
prefix = /usr/local

.DEFAULT_GOAL = help
.PHONY: help deps libraries build install test conformance soundness fuzz check fmt bench clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# Asks apt only for what is missing, so that it needs neither network nor rights where all is there.
define install
	@missing=$$(for package in $(1); do \
	    dpkg-query -W -f='$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || echo $$package; \
	done); \
	if [ -z "$$missing" ]; then exit 0; fi; \
	command -v apt-get >/dev/null || { echo "install these first: $$missing" >&2; exit 1; }; \
	echo "installing" $$missing; \
	$(SUDO) apt-get update -qq && \
	    $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing
endef

deps: libraries ## Install the C libraries and the programs that building and testing need (Debian, Ubuntu)
	$(call install,$(PROGRAMS))

libraries:
	$(call install,$(LIBRARIES))

build: libraries ## Build the release binary, .build/release/hearth
	$(RELEASE) --product hearth

install: build ## Copy the release binary to $(prefix)/bin
	install -D -m 755 .build/release/hearth $(DESTDIR)$(prefix)/bin/hearth

# CI makes warnings errors (Package.swift).
test: export CI = true
test: deps check ## Build everything, warnings being errors, and run all tests
	swift build --build-tests --explicit-target-dependency-import-check error
	Tests/Conformance/run-bake.py --tool .build/debug/hearth
	Tests/Conformance/run-dockerfile.py --tool .build/debug/hearth -j 4
	Tests/Soundness/soundness.py --tool .build/debug/hearth --rounds 300
	.build/debug/fuzz --inputs 20000
	swift test --skip-build

conformance: build ## Run what was recorded of buildx and BuildKit against the release binary
	Tests/Conformance/run-bake.py --tool .build/release/hearth
	Tests/Conformance/run-dockerfile.py --tool .build/release/hearth

ROUNDS = 1000
SEED = 1
soundness: build ## Compare incremental builds with cold ones, after $(ROUNDS) random edits from $(SEED)
	Tests/Soundness/soundness.py --tool .build/release/hearth --rounds $(ROUNDS) --seed $(SEED)

fuzz: libraries ## Feed the parsers 200,000 broken inputs each
	$(RELEASE) --product fuzz
	.build/release/fuzz --inputs 200000

check: ## Look for what the formatter would change
	swift format lint --strict --recursive --parallel Sources Tests Benchmarks Package.swift

fmt: ## Format the sources
	swift format --in-place --recursive --parallel Sources Tests Benchmarks Package.swift

bench: build ## Measure, beside other programs, and compare with the goals
	$(RELEASE) --product benchmarks
	.build/release/benchmarks

clean: ## Remove what was built
	swift package clean
