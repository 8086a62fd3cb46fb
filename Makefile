# Everything a developer runs. `make` alone lists it.

.DEFAULT_GOAL := help
.PHONY: help bootstrap dev test test-domain test-pages test-product test-parts lint lint-python lint-pages crash bench reset schema schedules pins

PYTHON := .venv/bin/python
# npm writes this file last, so it is there only after a complete install.
NODE_READY := node_modules/.package-lock.json
PYTHON_READY := .venv/.ready
REPORTS := .cache/reports
# What is installed here goes first, so that a tool started by another tool is the pinned one too.
export PATH := $(CURDIR)/.venv/bin:$(CURDIR)/node_modules/.bin:$(PATH)
export NEXT_TELEMETRY_DISABLED := 1

help: ## List the targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 12

bootstrap: $(PYTHON_READY) $(NODE_READY) ## Install what the repository pins into .venv and node_modules
	@:

dev: bootstrap ## Start everything on one origin; Ctrl-C stops it, data is kept
	@$(PYTHON) -m dev up

reset: bootstrap ## Empty the local stack's data
	@$(PYTHON) -m dev reset

lint: lint-python lint-pages ## Check style, types and import directions

lint-python: bootstrap
	ruff check .
	ruff format --check .
	mypy
	lint-imports

lint-pages: bootstrap
	npm run --silent typecheck
	npm run --silent lint
	npm run --silent format

# The two share nothing, so each gets a core.
test-domain: lint-python
	coverage run -m pytest tests/domain --junitxml=$(REPORTS)/domain.xml
	coverage report

test-pages: lint-pages
	vitest run --reporter=default --reporter=junit --outputFile.junit=$(REPORTS)/vitest.xml

# Each half starts a stack of its own; what builds the pages is in one of them, for a checkout has one build.
PRODUCT := tests/api tests/architecture tests/journeys

test-product: bootstrap
	pytest $(PRODUCT) --junitxml=$(REPORTS)/product.xml

test-parts: bootstrap
	pytest --ignore=tests/domain $(PRODUCT:%=--ignore=%) --junitxml=$(REPORTS)/parts.xml

test: bootstrap ## Run every check; ends with the list of what was skipped
	@rm -rf $(REPORTS) && mkdir -p $(REPORTS)
	@$(MAKE) --jobs=2 test-domain test-pages
	@$(MAKE) --jobs=2 test-product test-parts
	@$(PYTHON) tools/skipped.py $(REPORTS)

crash: bootstrap ## Kill the sync at every call it makes, and see that nothing is lost
	@$(PYTHON) -m tests.crash

bench: bootstrap ## Measure the engine, cold imports, the P&L call and linked accounts
	@$(PYTHON) -m tests.bench

schema: bootstrap ## Write the browser's types anew from the functions' endpoints
	@tools/schema src/backend/schema.d.ts

schedules: bootstrap ## Make the queue's schedules what tools/schedules.py says
	@$(PYTHON) -m tools.schedules

pins: bootstrap ## Write requirements*.txt anew from pyproject.toml
	@tools/pins

$(PYTHON_READY): requirements-dev.txt tools/bootstrap-python
	@tools/bootstrap-python

$(NODE_READY): package-lock.json .npmrc tools/bootstrap-node
	@tools/bootstrap-node
