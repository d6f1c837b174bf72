# The tasks of this project. `make help` lists them; every other tool is called from here, by a person, by the hooks of
# .pre-commit-config.yaml and by .ci/run alike.
#
# PYTHON   the interpreter to make .venv with: the first of the usual names that is 3.11 or newer, unless given
# PYTEST   what pytest is told, e.g. make test PYTEST="tests/log -x"
# BENCH    what the benchmark is told, e.g. make bench BENCH="--events 10000000 --docs", or BENCH="plain mixed"
# LOAD     what the load is told, e.g. make load LOAD="--ledgers 0 --seconds 600"
# MUTANTS  which mutants of SQL are tried, e.g. make mutants MUTANTS="--sample 50"
# SEED     where `make agreement` begins to draw: another seed draws other rulesets and logs
# OBLIGATIONS   how many it compares
# SECONDS   for how long `make fuzz` draws inputs

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test agreement hostile fuzz lint types floors format letters bench peers load mutants audit lock grammar clean programs venv

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell .ci/python)
PYTEST ?= -n auto
BENCH ?=
LOAD ?=
MUTANTS ?=
SEED ?= 1
SECONDS ?= 3600
OBLIGATIONS ?= 100000

PIP := PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip install -qq
UV := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --upgrade \
	--custom-compile-command "make lock"

# An environment is bound to its folder: a copied checkout makes its own.
HERE := $(shell pwd | cksum | cut -d ' ' -f 1)
MADE := $(VENV)/.made-$(HERE)
RUNTIME := $(VENV)/.runtime-$(HERE)
DEV := $(VENV)/.dev-$(HERE)
PEERS := build/peers
PEERS_MADE := $(PEERS)/.made-$(HERE)

help: ## list the tasks
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

demo: $(RUNTIME) ## check the example ledger of a county, write the gap report, say where it is
	@mkdir -p build && rm -f build/demo.html
	@$(BIN)/compliance check examples/tongjiang-2018.csv -r tongjiang-2018 --as-of 2018-12-31 -o build/demo.html; \
	status=$$?; test $$status -le 1 && test -s build/demo.html || exit 2
	@echo && echo "HTML: $(CURDIR)/build/demo.html"

test: $(DEV) programs ## run the whole test suite
	@$(BIN)/python -m pytest $(PYTEST)

agreement: $(DEV) ## draw rulesets and logs until the engine and the plain evaluator agree on 100,000 obligations
	@AGREEMENT=$(OBLIGATIONS) AGREEMENT_SEED=$(SEED) $(BIN)/python -m pytest tests/evaluator --hypothesis-profile=nightly -n 2 -rP

hostile: $(DEV) ## run every hostile input, the heavy ones too, and print what the worst of them took
	@HOSTILE=1 $(BIN)/python -m pytest $(PYTEST) tests/hostile -p tests.hostile.figures

fuzz: $(DEV) ## draw inputs for every reader for SECONDS (an hour) and print how many, and what was found
	@FUZZ_SECONDS=$(SECONDS) PYTHONPATH=src:. $(BIN)/python -m tests.hostile.fuzz

lint: $(DEV) ## ruff: rules and formatting
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

format: $(DEV) ## let ruff put right what it can
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

types: $(DEV) ## mypy, strict
	@$(BIN)/mypy

floors: $(DEV) ## import-linter: imports go down only
	@$(BIN)/lint-imports --no-logo

audit: $(DEV) ## look the locked releases up among known vulnerabilities, where that can be reached
	@$(BIN)/uv tool run pip-audit --requirement requirements.lock --require-hashes --disable-pip --progress-spinner off

letters: $(DEV) ## make the built-in Word templates of the letters again
	@$(BIN)/python reports/make_letters.py

bench: $(DEV) $(PEERS_MADE) ## time a check against one scan of the same log, and against peers, whole processes in turn
	@$(BIN)/python benchmarks/run.py $(BENCH)

peers: $(PEERS_MADE) ## make the environment of the benchmark's peers

load: $(DEV) ## 50 checks at once, then 5,000 small ledgers one after the other: verdicts and memory
	@$(BIN)/python benchmarks/load.py $(LOAD)

mutants: $(DEV) ## change the engine, the calendars and the scores in one place at a time, and see whether a test notices
	@$(PIP) --require-hashes --no-deps --requirement requirements-mutants.lock
	@export PYTHONPATH=src:.; $(BIN)/python -m tests.mutants.python; $(BIN)/python tests/mutants/figures.py; python=$$?; \
	$(BIN)/python -m tests.mutants.sql $(MUTANTS) && exit $$python

lock: $(DEV) ## pin the newest releases of every requirement, with hashes
	@$(UV) pyproject.toml --group build --output-file requirements.lock
	@$(UV) pyproject.toml --extra spark --group dev --output-file requirements-dev.lock
	@$(UV) --group mutants --constraint requirements-dev.lock --output-file requirements-mutants.lock
	@$(UV) --python-version 3.11 benchmarks/peers/requirements.in --output-file benchmarks/peers/requirements.lock

grammar: $(DEV) ## make the tables of the grammar, after a change of it
	@$(BIN)/python -m compliance.language.tables

clean: ## remove everything the tasks have made
	rm -rf $(VENV) build dist .cache .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

venv: $(DEV) ## make .venv with everything the tasks need

programs: ## have the programs that open reports in the tests: Chromium, LibreOffice, a Chinese font
	@.ci/programs

$(MADE):
	@test -n '$(PYTHON)' || { echo "Python 3.11 or newer is needed; if it has another name: make PYTHON=python3.x" >&2; exit 1; }
	@echo "making $(VENV) with $(PYTHON) …"
	@rm -rf $(VENV)
	@'$(PYTHON)' -m venv $(VENV) || { rm -rf $(VENV); echo "on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@touch $@

$(RUNTIME): $(MADE) requirements.lock pyproject.toml
	@echo "installing requirements.lock …"
	@$(PIP) --require-hashes --no-deps --requirement requirements.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q src || true
	@touch $@

$(DEV): $(RUNTIME) requirements-dev.lock
	@echo "installing requirements-dev.lock …"
	@$(PIP) --require-hashes --no-deps --requirement requirements-dev.lock
	@touch $@

$(PEERS_MADE): $(MADE) benchmarks/peers/requirements.lock
	@echo "making $(PEERS) …"
	@rm -rf $(PEERS)
	@$(BIN)/python -m venv $(PEERS)
	@PIP_DISABLE_PIP_VERSION_CHECK=1 $(PEERS)/bin/python -m pip install -qq --require-hashes --no-deps \
		--requirement benchmarks/peers/requirements.lock
	@touch $@
