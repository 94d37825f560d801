# Two commands are enough: `make book` and `make test`. `make help` lists the rest.
PYTHON ?= python3
VENV ?= .venv
SOURCES ?= ../shared/sources
PORT ?= 8000
RUN := $(VENV)/bin/python
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
# Two targets would build in the same folder.
.NOTPARALLEL:
# Kernels, builders and tests are many processes: each would compile the same modules again.
unexport PYTHONDONTWRITEBYTECODE
.PHONY: help book spanish pdf deliverables test test-every test-slow test-pages coverage lint verify golden bench data audit serve clean lock

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# What the environment was made from stands in $(READY). It is made again when that changed, and
# when its Python is gone (after an update of the system); times of files decide nothing.
WANTED := $(shell cat requirements.txt pyproject.toml | cksum)
ifneq ($(WANTED),$(shell cat $(READY) 2>/dev/null))
.PHONY: $(READY)
else ifneq (runs,$(shell $(RUN) -c 'print("runs")' 2>/dev/null))
.PHONY: $(READY)
endif

$(READY):
	@echo "environment: $(VENV) (exact versions, checked by hash; about two minutes, once)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; this is " + sys.version.split()[0])'
	@$(RUN) -c '' 2>/dev/null || $(PYTHON) -m venv --clear $(VENV)
	@$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(RUN) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@echo "$(WANTED)" > $@

book: $(READY) ## build the HTML book and the files to take away
	@$(RUN) -m cohesion book

spanish: $(READY) ## build the book, and its pages in Spanish into its folder es
	@$(RUN) -m cohesion book --language es

pdf: $(READY) ## build the PDF edition from the same sources
	@$(RUN) -m cohesion pdf

deliverables: $(READY) ## build the Word, Excel, CSV and JSON files and their zip
	@$(RUN) -m cohesion book --notebooks
	@$(RUN) -m cohesion files

test: $(READY) ## run the tests
	@$(RUN) -m pytest -n auto -m "not dear and not slow and not browser"

test-every: $(READY) ## the dear tests, and with every case those that take a sample of their cases
	@$(RUN) -m pytest -n auto --every -m "(dear or sampled or hypothesis) and not slow and not browser"

test-pages: $(READY) ## open every built page in Chromium (Debian: apt-get install chromium)
	@$(RUN) -m pytest -n 2 -m browser tests/book tests/pages

test-slow: $(READY) ## run the slow tests: two builds compared, mutated inputs
	@$(RUN) -m pytest -m slow

coverage: $(READY) ## say which modules their own tests reach too little of (ROOM=office: of one)
	@$(RUN) -m tests.tools.branches $(ROOM)

lint: $(READY) ## style, layers, dependencies and dead names
	@.ci/lint

verify: $(READY) ## rerun everything from nothing and compare with the published results
	@$(RUN) -m cohesion verify

golden: $(READY) ## publish new results: rewrite tests/golden/ from this build
	@$(RUN) -m cohesion verify --accept

bench: $(READY) ## print build times, memory, page sizes and throughput
	@$(RUN) -m benchmarks

data: $(READY) ## rebuild data/ from the official files in SOURCES
	@$(RUN) -m cohesion data --sources $(SOURCES)

audit: $(READY) ## compare every row of data/ with the official files in SOURCES
	@$(RUN) -m cohesion audit --sources $(SOURCES)

serve: book ## build the book and show it at http://localhost:8000
	@$(RUN) -m http.server $(PORT) --bind 127.0.0.1 --directory _build/html

clean: ## remove everything that was built (not the environment)
	@rm -rf _build

lock: ## write the exact lock from the ranges in pyproject.toml (needs uv)
	uv pip compile pyproject.toml --extra test --extra lint --extra bench --extra data --universal --fork-strategy fewest \
	  --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -o requirements.txt
