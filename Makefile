# The project's commands. `make` alone lists them.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
PYTEST ?= -n 2
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help setup run test check lint bench samples guide words format packages lock

help:  ## list the commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 18

setup: $(VENV)/.installed review/web/static/built/.built review/web/locale/.compiled  ## virtual environment, web assets, catalogues

run: setup  ## everything on this machine, with the sample case: prints its address and accounts
	$(BIN)/joint-review run --port $(PORT)

test: setup packages  ## every test: Python, TypeScript, real browser, real database, real S3 server
	npm test --silent
	$(BIN)/pytest $(PYTEST)

check: setup packages lint  ## ruff, format, types, import contracts, tsc and every test
	npm test --silent
	$(BIN)/pytest $(PYTEST)

lint: setup  ## everything of check but the tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	npm run check --silent

format: setup  ## put the code in its form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

samples: setup  ## draw the sample set and the judged drawings again
	$(BIN)/python -m samples.draw
	$(BIN)/python -m samples.judging

guide: setup  ## draw the pictures of the drawing guide again
	$(BIN)/python -m samples.guide

words: setup  ## collect the sentences of the pages anew; then translate them in review/web/locale
	$(BIN)/pybabel --quiet extract -F babel.cfg --no-location --sort-output -o review/web/locale/messages.pot --ignore-dirs='.* node_modules' .
	$(BIN)/pybabel --quiet update --no-fuzzy-matching -i review/web/locale/messages.pot -d review/web/locale

bench: setup  ## the benchmark table, written to bench.json
	$(BIN)/python -m tests.benchmarks.table

lock:  ## resolve the dependencies again, with hashes and without registry addresses
	$(BIN)/uv pip compile -q pyproject.toml --extra develop --generate-hashes --universal --python-version 3.11 \
		--no-emit-index-url --no-emit-find-links --no-header --upgrade -o constraints.txt
	npm install --package-lock-only

packages:  ## Debian packages the tests use, installed when that is allowed, named otherwise
	@missing=""; \
	command -v chromium >/dev/null || missing="$$missing chromium"; \
	command -v pdfsig >/dev/null || missing="$$missing poppler-utils"; \
	command -v openssl >/dev/null || missing="$$missing openssl"; \
	if [ -n "$$missing" ]; then \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
		else \
			echo "please install these Debian packages:$$missing"; exit 1; \
		fi; \
	fi

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: constraints.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --require-hashes -r constraints.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

node_modules/.installed: package-lock.json package.json
	@node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' || { echo "Node 20 or newer is needed"; exit 1; }
	npm ci --silent --no-audit --no-fund
	@touch $@

review/web/static/built/.built: node_modules/.installed $(shell find review/web/islands -name '*.ts' 2>/dev/null)
	npm run build --silent
	@touch $@

review/web/locale/.compiled: $(VENV)/.installed $(shell find review/web/locale -name '*.po' 2>/dev/null)
	$(BIN)/pybabel --quiet compile -d review/web/locale
	@touch $@
