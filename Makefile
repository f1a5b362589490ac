# Everything a person or a machine does with Hedgerow goes through here.
# Needed: Python 3.11 or newer with venv, and make. The rest is installed below.

PYTHON ?= python3
# How many files of tests run at once; 0 for one after the other, in the same order each time.
WORKERS ?= auto
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
HEDGEROW := $(PIP:--require-hashes=) --no-deps --no-build-isolation --editable .

.DEFAULT_GOAL := help
.PHONY: help install run test check format bench neo4j lock assets dev clean

help:
	@echo "make run      install what is needed, load the demo county if there is nothing yet, serve"
	@echo "make test     install what is needed, run every test"
	@echo "make check    formatting, lint, types, import contracts, docstrings, known vulnerabilities"
	@echo "make bench    measure, and write benchmarks/RESULTS.md"
	@echo "make neo4j    fetch Neo4j, so that the store's tests run on it too (Java 17, Maven)"
	@echo "make install  install without running"

# -- installing ---------------------------------------------------------------

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else \
		"Hedgerow needs Python 3.11 or newer, this is %d.%d; try make PYTHON=python3.12" % sys.version_info[:2])'
	@echo "Making a virtual environment in $(VENV) …"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements/run.txt pyproject.toml | $(BIN)/python
	@echo "Installing Hedgerow and what it needs (a few minutes the first time) …"
	@$(PIP) --requirement requirements/run.txt
	@$(HEDGEROW)
	@echo "Compiling the inner loops (a minute, once) …"
	@$(BIN)/python -m graph.kernels
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.run
	@echo "Installing what the tests and checks need …"
	@$(PIP) --requirement requirements/dev.txt
	@touch $@

assets: $(VENV)/.run
	@command -v npm >/dev/null || test -e $(VENV)/.node || \
		{ echo "Installing Node.js into $(VENV) …"; $(PIP) --requirement requirements/node.txt; touch $(VENV)/.node; }
	@$(BIN)/python -m service.assets

install: $(VENV)/.run assets
dev: $(VENV)/.dev assets

# -- using ----------------------------------------------------------------------

run: install
	@$(BIN)/hedgerow serve --demo-if-empty

test: dev
	@$(BIN)/python -m pytest --numprocesses $(WORKERS) --maxprocesses 4 --dist loadfile

check: $(VENV)/.dev
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/bandit --quiet --recursive --configfile pyproject.toml graph maps seeds service
	@$(BIN)/python requirements/audit.py

format: $(VENV)/.dev
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

$(VENV)/.bench: requirements/bench.txt $(VENV)/.dev
	@echo "Installing what the benchmarks stand beside …"
	@$(PIP) --requirement requirements/bench.txt
	@touch $@

bench: dev $(VENV)/.bench
	@$(BIN)/python -m benchmarks

neo4j:
	@mvn --batch-mode --quiet --file tests/neo4j/pom.xml dependency:copy-dependencies \
		-DoutputDirectory=target/lib

# -- keeping --------------------------------------------------------------------

# Pins and hashes only: no addresses, so that any index serves. Needs uv.
COMPILE = UV_CUSTOM_COMPILE_COMMAND="make lock" uv pip compile --quiet --universal \
	--python-version 3.11 --generate-hashes --no-annotate --no-emit-index-url \
	--no-emit-find-links pyproject.toml --extra build

lock:
	$(COMPILE) --output-file requirements/run.txt
	$(COMPILE) --extra dev --constraint requirements/run.txt --output-file requirements/dev.txt
	$(COMPILE) --extra dev --extra bench --constraint requirements/dev.txt --output-file requirements/bench.txt
	$(COMPILE) --extra node --constraint requirements/run.txt --output-file requirements/node.txt

clean:
	rm -rf $(VENV) service/assets/built service/assets/node_modules tests/neo4j/target \
		.mypy_cache .ruff_cache .pytest_cache .hypothesis
