# Handraiser. `make help` tells what there is.

SHELL := /bin/sh
PYTHON ?= $(shell command -v python3.11 || command -v python3 || echo python3.11)
BIN := .venv/bin
READY := .venv/.ready
# As many runners of tests as there are cores; files stay whole, since tests of one share what they set up.
RUNNERS := -n auto --maxprocesses 4 --dist loadfile

# In a checkout, everything that an instance keeps lies in one folder beside the code.
export HANDRAISER_HOME ?= $(CURDIR)/.handraiser
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore

.DEFAULT_GOAL := help
.PHONY: help demo serve test check lint format types imports packages house tests docs bench clean

help: ## Show this list
	@awk 'BEGIN {FS = ":.*## "} /^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(READY) ## Start a living demo company on http://127.0.0.1:8000 (PORT=...)
	@exec $(BIN)/handraiser demo

serve: $(READY) ## Start an instance of your own, web and worker (PORT=...)
	@exec $(BIN)/handraiser serve --with-worker

test: check tests ## Everything that must hold before a change lands

check: lint types imports packages ## The fast checks: style, types, imports, packages

lint: $(READY) ## Style and formatting
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: $(READY) ## Put the code into its form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: $(READY) ## Strict types
	$(BIN)/mypy src tests $(wildcard bench) manage.py

imports: $(READY) ## The River: imports flow down, and rooms never import rooms
	$(BIN)/lint-imports

packages: $(READY) ## Every import is declared, every declared package is used
	$(BIN)/deptry .

house: $(READY) ## The house rules alone
	$(BIN)/pytest -q tests/house

tests: $(READY) ## All tests, on a PostgreSQL of their own
	$(BIN)/pytest -q $(RUNNERS)

docs: $(READY) ## Write docs/commands.md anew
	$(BIN)/python -m handraiser.cli.reference > docs/commands.new && mv docs/commands.new docs/commands.md

bench: $(READY) ## Measure the targets and print one table
	$(BIN)/python -m bench

clean: ## Remove the environment and caches (never the data in .handraiser)
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# The mark is written last, so an interrupted install is done again.
$(READY): requirements.lock pyproject.toml
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null || \
		{ echo "Handraiser needs Python 3.11. Name one with: make PYTHON=/path/to/python3.11 ..." >&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "This Python cannot make environments. On Debian or Ubuntu: apt install python3.11-venv" >&2; exit 1; }
	@test -x $(BIN)/python || "$(PYTHON)" -m venv .venv
	@echo "Installing the packages in requirements.lock (a minute or two, once) ..."
	@$(BIN)/python -m pip install --quiet --no-input --requirement requirements.lock
	@$(BIN)/python -m pip install --quiet --no-input --no-deps --editable .
	@touch $(READY)
