# Two commands matter: `make demo` and `make test`. Each does its own set-up.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON := .venv/bin/python
DATA ?=
BROWSER := chromium:chromium libatomic.so.1:libatomic1 DejaVuSans.ttf:fonts-dejavu-core

unexport PYTHONDONTWRITEBYTECODE  # else each of the many processes of a test run compiles everything again

.PHONY: help
help: ## List what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

.PHONY: demo
demo: ## Set up, load the reference case and its assistance, serve it on 127.0.0.1:8000; DATA=folder for your own IATI files
	@bin/python-environment requirements.lock
	@.venv/bin/concord demo $(if $(DATA),--data "$(DATA)")

.PHONY: develop
develop: ## Set up everything a contributor needs
	@bin/python-environment requirements-dev.lock

.PHONY: test
test: develop ## Run all tests on SQLite, and on PostgreSQL where the server is or can be installed
	@echo "== SQLite"
	@$(PYTHON) -m pytest -n 2 --dist loadfile -q --no-migrations -m "not journey"
	@if bin/debian-packages $(BROWSER); then echo "== Browser"; \
	    $(PYTHON) -m pytest -n 2 --dist loadfile -q -m journey tests/journeys; \
	    else echo "== Browser: skipped, no browser and no right to install one"; fi
	@if bin/debian-packages postgres:postgresql; then echo "== PostgreSQL"; HYPOTHESIS_PROFILE=quick \
	    bin/with-postgres $(PYTHON) -m pytest -n 2 --dist loadfile -q -m "not journey and not either_database"; \
	    else echo "== PostgreSQL: skipped, no server binary and no right to install one"; fi

.PHONY: lint
lint: develop ## Style, types, import contracts
	@.venv/bin/ruff check . && .venv/bin/ruff format --check .
	@.venv/bin/mypy
	@PYTHONPATH=. .venv/bin/lint-imports

.PHONY: bench
bench: develop ## Run every benchmark; each prints one line of JSON for each claim
	@for script in benchmarks/*.py; do $(PYTHON) $$script; done

.PHONY: lock
lock: develop ## Resolve the dependencies again and write the hash locks
	@.venv/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header pyproject.toml -o requirements.lock
	@.venv/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --group dev pyproject.toml -o requirements-dev.lock

.PHONY: reference
reference: develop ## Write docs/reference from the code
	@DJANGO_SETTINGS_MODULE=tests.settings $(PYTHON) -m tests.house.reference

.PHONY: messages
messages: develop ## Bring the Russian catalogue up to date with the code and compile it
	@DJANGO_SETTINGS_MODULE=concord.wiring.settings $(PYTHON) -m tests.house.words
