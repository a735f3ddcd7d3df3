# Everything a newcomer or a developer starts. What a target needs is installed by itself, once.
PYTHON ?= python3
BIN := .venv/bin
WORKERS ?= 3
FAST := not slow and not postgres and not browser

.DEFAULT_GOAL := help
.PHONY: help setup demo run check static format format-check lint types imports test browser-test bench lock

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: .venv/.installed ## the virtual environment in .venv, exactly as locked

demo: .venv/.runtime ## the bot with a simulated Telegram and its phones in the browser (PORT=8080, DATA=folder)
	$(BIN)/python -m bot demo $(if $(PORT),--port $(PORT)) $(if $(DATA),--data "$(DATA)")

run: .venv/.runtime ## the bot, with the settings of the environment or .env
	$(BIN)/python -m bot migrate
	$(BIN)/python -m bot run

check: static ## before each commit: static checks and the fast tests
	$(BIN)/pytest --partial -m "$(FAST)" --ignore=tests/browser -q --numprocesses=$(WORKERS) --dist=loadfile

static: format-check lint types imports ## format, lint, types, import rules; no tests

format: .venv/.installed ## puts the files into the agreed form
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

format-check: .venv/.installed ## tells what format would change
	$(BIN)/ruff format --check

lint: .venv/.installed ## ruff
	$(BIN)/ruff check

types: .venv/.installed ## mypy, strict
	$(BIN)/mypy

imports: .venv/.installed ## who may import whom
	$(BIN)/lint-imports

test: .venv/.installed ## every test but those in the browser, on SQLite and PostgreSQL (WORKERS=3 files at a time; 0: one process)
	$(BIN)/pytest --ignore=tests/browser --numprocesses=$(WORKERS) --dist=loadfile --no-loadscope-reorder

browser-test: .venv/.installed ## the tests in the browser (CHROMIUM=/usr/bin/chromium)
	$(BIN)/pytest tests/browser

bench: .venv-bench/.installed ## the figures beside those of peers, as docs/benchmarks.md (ONLY="outgoing inbox" for some)
	.venv-bench/bin/python -m bench $(ONLY)

lock: ## writes the lock files anew from requirements*.in, with uv (UPGRADE=--upgrade for the newest)
	$(COMPILE) requirements.in --output-file requirements.lock
	$(COMPILE) requirements-dev.in --output-file requirements-dev.lock
	$(COMPILE) requirements-bench.in --output-file requirements-bench.lock

UV ?= uv
COMPILE = $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header $(UPGRADE)

.venv/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name one with PYTHON=")'
	$(PYTHON) -m venv .venv

.venv/.runtime: requirements.lock | .venv/bin/pip
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

.venv/.installed: requirements-dev.lock | .venv/bin/pip
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch .venv/.runtime $@

.venv-bench/.installed: requirements-bench.lock
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock
	@touch $@
