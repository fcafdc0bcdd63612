# The things one does with this repository; `make help` lists them.
# Written for any POSIX shell and for GNU make from 3.81 on (the one on macOS).

GO       ?= go
PYTHON   ?= python3
VENV     := .venv
# The stamp's name holds a checksum of the pinned packages: change one and the
# environment is made anew, otherwise it is made once.
STAMP    := $(VENV)/.stamp-$(shell cksum requirements.txt 2>/dev/null | cut -d' ' -f1)
# The same for the packages of the JavaScript reader.
NODE     := results/testdata/js
NODE_STAMP := $(NODE)/node_modules/.stamp-$(shell cksum results/testdata/js/package-lock.json 2>/dev/null | cut -d' ' -f1)
# Packages for `bench` and `race`: make bench BENCH=./engine/...
BENCH    ?= ./...
RACE     ?= ./engine/... ./results/...
# Not $(MAKE) itself in a recipe, which `make -n` would run.
SELF      = $(MAKE) --no-print-directory
FUZZTIME ?= 60s
PLATFORMS := linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64

# A block on stderr that nobody scrolls past. $(1): what is missing, $(2): what is left out.
define loud
{ echo; \
  echo '!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!'; \
  echo '!! $(1)'; \
  echo '!! $(2)'; \
  echo '!! Tolerated on your own machine; under CI=true it is a failure.'; \
  echo '!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!'; \
  echo; } >&2
endef

.DEFAULT_GOAL := help
.PHONY: help build test venv node lint race bench bench-once bench-peers bench-tables fuzz mutations cross clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1|\2/p' $(firstword $(MAKEFILE_LIST)) | \
	while IFS='|' read -r name what; do printf '%-14s %s\n' "$$name" "$$what"; done

build: ## build bin/whatif
	$(GO) build -o bin/whatif ./cmd/whatif

# The readers that results are made for are Python's, so the tests that read
# them back from there want its packages. The environment comes
# first on PATH, for whichever way a test looks for python3. A missing Python
# does not keep the other tests from running.
test: ## run all tests, Go's and Python's
	@status=0; \
	if $(SELF) venv; then \
		python="$(CURDIR)/$(VENV)/bin/python"; \
		PATH="$(CURDIR)/$(VENV)/bin:$$PATH"; export PATH; \
	else \
		python=; \
		$(call loud,No usable Python environment in $(VENV); the reason stands above.,The tests that read results back from Python are left out.); \
		[ "$$CI" != true ] || status=1; \
	fi; \
	$(SELF) node || { \
		$(call loud,No usable Node.js packages in $(NODE); the reason stands above.,The test that reads results from JavaScript is left out.); \
		[ "$$CI" != true ] || status=1; \
	}; \
	[ -d ../shared/data ] || echo 'no recorded data in ../shared/data: the tests that need it are skipped' >&2; \
	echo '$(GO) test ./...'; \
	$(GO) test ./... || status=1; \
	if [ -n "$$python" ]; then \
		files=$$(find . -name 'test_*.py' -not -path './$(VENV)/*'); \
		if [ -n "$$files" ]; then \
			echo 'pytest' $$files; \
			PYTHONDONTWRITEBYTECODE=1 "$$python" -m pytest -q -p no:cacheprovider $$files || status=1; \
		fi; \
	fi; \
	exit $$status

venv: ## set up .venv from requirements.txt, once
	@if [ -f "$(STAMP)" ] && "$(VENV)/bin/python" -c '' 2>/dev/null; then exit 0; fi; \
	set -e; \
	test -f requirements.txt || { echo 'requirements.txt is missing' >&2; exit 1; }; \
	command -v "$(PYTHON)" >/dev/null || { echo '$(PYTHON) is not on PATH' >&2; exit 1; }; \
	echo 'setting up $(VENV) from requirements.txt'; \
	rm -rf "$(VENV)"; \
	"$(PYTHON)" -m venv "$(VENV)"; \
	"$(VENV)/bin/python" -m pip install --quiet --no-input --disable-pip-version-check -r requirements.txt; \
	touch "$(STAMP)"

node: ## set up the packages of the JavaScript reader, once
	@if [ -f "$(NODE_STAMP)" ]; then exit 0; fi; \
	set -e; \
	command -v npm >/dev/null || { echo 'npm is not on PATH' >&2; exit 1; }; \
	echo 'setting up $(NODE)/node_modules from package-lock.json'; \
	cd $(NODE) && npm ci --no-audit --no-fund --loglevel=error && touch "$(CURDIR)/$(NODE_STAMP)"

lint: ## gofmt, go vet, staticcheck
	@unformatted=$$(find . -name '*.go' -not -path './$(VENV)/*' -exec gofmt -l {} +) || exit 1; \
	if [ -n "$$unformatted" ]; then echo "gofmt would change:"; echo "$$unformatted"; exit 1; fi
	$(GO) vet ./...
	$(GO) tool staticcheck ./...

race: ## tests of what runs in parallel, under the race detector
	@if ! command -v "$$($(GO) env CC | cut -d' ' -f1)" >/dev/null; then \
		$(call loud,No C compiler; the race detector needs one.,The tests are not run under it.); \
		[ "$$CI" != true ]; exit; \
	fi; \
	echo '$(GO) test -race $(RACE)'; \
	CGO_ENABLED=1 $(GO) test -race $(RACE)

bench: ## all benchmarks; choose packages with BENCH=./engine/...
	$(GO) test -run '^$$' -bench . -benchmem $(BENCH)

# Only packages that have benchmarks, so that the others are not compiled for nothing.
bench-once: ## every benchmark once, to see that it still runs
	@packages=$$($(GO) list -f '{{if or .TestGoFiles .XTestGoFiles}}{{.Dir}}{{end}}' $(BENCH)) || exit 1; \
	chosen=; \
	for dir in $$packages; do \
		if grep -q '^func Benchmark' "$$dir"/*_test.go; then chosen="$$chosen .$${dir#"$(CURDIR)"}"; fi; \
	done; \
	if [ -z "$$chosen" ]; then echo 'no benchmarks'; exit 0; fi; \
	echo "$(GO) test -run '^$$' -bench . -benchtime=1x$$chosen"; \
	$(GO) test -run '^$$' -bench . -benchtime=1x $$chosen

# The peers' packages go into the same environment, once they are asked for. Where
# they cannot be had now, what the environment has of old is better than nothing;
# the program itself says what is missing.
bench-peers: ## whatif beside C++, SimPy, SUNDIALS and scipy; QUICK=1, ONLY=rooms,laws,events,office
	@python="$(VENV)/bin/python"; \
	if ! { $(SELF) venv && "$$python" -m pip install --quiet --no-input --disable-pip-version-check -r benchmarks/peers/requirements.txt; }; then \
		"$$python" -c 'import numpy' 2>/dev/null || python="$(PYTHON)"; \
		$(call loud,The packages could not be installed into $(VENV); the reason stands above.,What the Python at hand lacks of them is not measured.); \
	fi; \
	PYTHONDONTWRITEBYTECODE=1 "$$python" benchmarks/peers/run.py measure $(if $(QUICK),--quick) $(if $(ONLY),--only $(ONLY))

# Three GB of disk for a while; pyarrow takes as much memory to read what is measured.
bench-tables: venv ## writing and reading tables beside a raw write and pyarrow; QUICK=1
	$(GO) run ./benchmarks/tables -python "$(VENV)/bin/python" $(if $(QUICK),-rows 1000000 -runs 50000 -long 1000000 -repeat 1)

# Minimizing what is merely new takes longer than looking for more of it.
fuzz: ## every fuzz target for FUZZTIME each
	@for file in $$(grep -rl --include='*_test.go' '^func Fuzz' .); do \
		for target in $$(sed -n 's/^func \(Fuzz[A-Za-z]*\).*/\1/p' "$$file"); do \
			echo "$$(dirname "$$file") $$target"; \
			$(GO) test "$$(dirname "$$file")" -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 5x || exit 1; \
		done; \
	done

mutations: ## ten thousand mutated scenarios: no panic, every error in its place
	WHATIF_MUTATIONS=10000 $(GO) test ./scenarios -run Mutat -count=1

cross: ## compile for every platform we name
	@for platform in $(PLATFORMS); do \
		echo "$$platform"; \
		CGO_ENABLED=0 GOOS=$${platform%/*} GOARCH=$${platform#*/} \
			$(GO) build -buildvcs=false -o /dev/null ./cmd/whatif || exit 1; \
	done

clean: ## remove bin, .venv and what the benchmarks built
	rm -rf bin "$(VENV)" benchmarks/peers/.build
