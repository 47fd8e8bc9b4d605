# Two commands do all of their own set-up: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: help demo test lint types contract unit bench clean

help:  ## what there is
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/:/' | column -t -s:

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

demo: $(READY)  ## builds the graph of the packaged example and says where to look
	$(BIN)/kg demo

test: lint types contract unit  ## lint, types, import contract and every test

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

contract: $(READY)
	$(BIN)/lint-imports

# The page is tested in a real browser: the one that is there, or on Debian and Ubuntu, as root, the system's package.
# Without one those tests are skipped and say so.
unit: $(READY)
	-@$(BIN)/python -m tests.view.browser
	$(BIN)/pytest

bench: $(READY)  ## speed of each stage, figures for docs/performance.md
	$(BIN)/python -m benchmarks

clean:
	rm -rf $(VENV) build dist demo .mypy_cache .ruff_cache .pytest_cache .hypothesis
