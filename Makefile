# Needs Python 3.11 or later and make; everything else is installed into .venv from the hashed lock files, wheels only.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: --require-hashes
# The package itself: its dependencies are there already, and so is what builds it.
EDITABLE := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .

.PHONY: help demo test check gate speed lock clean

help:
	@echo "make demo   set up, read the example accounts, and lay them side by side"
	@echo "make test   set up, and run everything that must hold: style, types, layers, rules, tests, accuracy"
	@echo "make gate   only the accuracy gate        make speed  words a second, and memory"
	@echo "make lock   write the lock files anew     make clean  remove what the other targets made"

.venv/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Riwaya needs Python 3.11 or later; name one with: make PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -m venv .venv
	@touch $@

# Run-time packages only: what somebody who uses Riwaya installs.
.venv/run: requirements.lock pyproject.toml | .venv/python
	@echo "Setting up .venv (once; a minute or so) …"
	@$(PIP) -r requirements.lock
	@$(EDITABLE)
	@touch $@

# The same, and what the tests use.
.venv/dev: requirements-dev.lock pyproject.toml | .venv/python
	@echo "Setting up .venv for the tests (once; a minute or two) …"
	@$(PIP) -r requirements-dev.lock
	@$(EDITABLE)
	@touch $@ .venv/run

demo: .venv/run
	@$(BIN)/riwaya demo

check: .venv/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/riwaya rules check

test: check
	$(BIN)/python -m pytest
	$(BIN)/python -m bench.gate

gate: .venv/dev
	$(BIN)/python -m bench.gate

speed: .venv/dev
	$(BIN)/python -m bench.speed

lock: .venv/dev
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --upgrade --no-header --no-emit-index-url --extra build --extra dev pyproject.toml -o requirements-dev.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --upgrade --no-header --no-emit-index-url --extra build -c requirements-dev.lock pyproject.toml -o requirements.lock

clean:
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
