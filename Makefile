# The same commands for people and for CI. They need Python 3.11 or later, make and a package index.
#
#   make run         set up, run the pipeline on data/raw, show the tables
#   make test        set up, then lint, types, layers and all tests
#   make lint        style, types and layers only
#   make eval        the pinned quality floors only
#   make bench       words a second of each stage, beside the bare language model
#   make docs        write docs/tables.md from the declarations of the tables
#   make train       train the bundled models again (hours)
#   make train-test  run every training recipe for a few steps
#   make clean       remove the environment, caches and results

PYTHON ?= python3
VENV ?= .venv
INPUT ?= data/raw
OUT ?= data/processed

BIN = $(VENV)/bin
PIP = $(BIN)/python -m pip install --disable-pip-version-check --quiet --constraint constraints.txt
INPUTS = pyproject.toml constraints.txt

.DELETE_ON_ERROR:
.PHONY: help run test lint eval bench docs train train-test clean

help:
	@sed -n 's/^#   //p' Makefile

run: $(VENV)/.installed
	$(BIN)/pipeline run $(INPUT) --out $(OUT)
	$(BIN)/pipeline show $(OUT)

test: lint
	$(BIN)/python -m pytest

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

eval: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -m eval

bench: $(VENV)/.installed-dev
	$(BIN)/python -m tests.run.speed $(INPUT)

docs: $(VENV)/.installed
	$(BIN)/python -m pipeline.tables docs/tables.md

train: $(VENV)/.installed-train
	$(BIN)/python -m models.en_newsroom.train
	$(BIN)/python -m models.en_quotes.train

train-test: $(VENV)/.installed-train $(VENV)/.installed-dev
	$(BIN)/python -m models.en_newsroom.train --steps 5 --tiny --force
	$(BIN)/python -m models.en_quotes.train --steps 5 --tiny --force
	$(BIN)/python -m pytest tests/models

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find data/processed -mindepth 1 ! -name .gitkeep -delete

# Each stamp says that an environment holds the package with the extras of its name.
$(VENV)/.installed: $(INPUTS) $(VENV)/.made
	$(PIP) --editable .
	@touch $@

$(VENV)/.installed-dev: $(INPUTS) $(VENV)/.made
	$(PIP) --editable '.[dev]'
	@touch $@ $(VENV)/.installed

$(VENV)/.installed-train: $(INPUTS) $(VENV)/.made
	$(PIP) --editable '.[train]'
	@touch $@ $(VENV)/.installed

$(VENV)/.made:
	@command -v $(PYTHON) >/dev/null || { \
	  echo 'error: there is no $(PYTHON); install Python 3.11 or later, or name one: make PYTHON=/path/to/python3' >&2; \
	  exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "error: Python 3.11 or later is needed and $(PYTHON) is $$($(PYTHON) --version 2>&1);" \
	    'name another one: make PYTHON=/path/to/python3' >&2; \
	  exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@
