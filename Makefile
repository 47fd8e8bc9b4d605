# Two commands do all of their own set-up: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
DEVELOP := $(VENV)/.ready-to-develop
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: help demo test lint types contract unit bench soak clean

help:  ## what there is
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/:/' | column -t -s:

$(READY): pyproject.toml
	@echo "installing into $(VENV), which takes a minute or two"
	@$(PYTHON) -m venv $(VENV)
	@$(INSTALL) --editable .
	@touch $@

$(DEVELOP): $(READY)
	@echo "installing what develops and tests it into $(VENV)"
	@$(INSTALL) --editable '.[dev]'
	@touch $@

demo: $(READY)  ## builds the graph of the packaged example and says where to look
	$(BIN)/kg demo

test: lint types contract unit  ## lint, types, import contract and every test

lint: $(DEVELOP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(DEVELOP)
	$(BIN)/mypy

contract: $(DEVELOP)
	$(BIN)/lint-imports

# The page is tested in a real browser: the one that is there, or on Debian and Ubuntu, as root, the system's package.
# Without one those tests are skipped and say so.
unit: $(DEVELOP)
	-@$(BIN)/python -m tests.view.browser
	$(BIN)/pytest

bench: $(DEVELOP)  ## speed of each stage, figures for docs/performance.md
	$(BIN)/python -m benchmarks

soak: $(DEVELOP)  ## builds killed hundreds of times, and one of 10,000 articles: hours
	$(BIN)/python -m benchmarks.kills
	$(BIN)/python -m benchmarks.workspace

clean:
	rm -rf $(VENV) build dist demo .mypy_cache .ruff_cache .pytest_cache .hypothesis
