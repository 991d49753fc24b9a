# Everything one does with this checkout. `make` alone lists it.
PYTHON ?= python3
RUN := .venv/bin/python
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help start test test-full test-models bench assets wheel lock format clean

help: ## Say what there is to make
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /|/' | awk -F'|' '{printf "  make %-10s %s\n", $$1, $$2}'

start: ## Set up and serve the tutor, with a demo school, on this machine
	@$(PYTHON) tools/setup.py start
	@exec .venv/bin/chiron start

test: ## Set up and run every check, under 20 minutes
	@$(PYTHON) tools/setup.py test
	@$(RUN) tools/checks.py

test-full: ## The same with the slow sweeps
	@$(PYTHON) tools/setup.py test
	@$(RUN) tools/checks.py --full

test-models: ## Talk with a tiny real model; MODELS_PYTHON names a Python with torch and transformers[serving]
	@$(PYTHON) tools/setup.py test
	@CHIRON_MODELS_PYTHON="$(MODELS_PYTHON)" $(RUN) -m pytest -q -n 0 -rs tests/real_models

bench: ## Measure; NAME='turn.*' measures only what matches
	@$(PYTHON) tools/setup.py test
	@$(RUN) -m benchmarks.run $(if $(NAME),'$(NAME)')

assets: ## Build the pages' scripts and styles
	@$(PYTHON) tools/setup.py start
	@$(RUN) tools/build_assets.py

wheel: ## Build the wheel into dist/
	@$(PYTHON) tools/setup.py start
	@$(RUN) -m build --wheel --no-isolation

lock: ## Lock the packages again; UPGRADE=1 takes newer ones
	@$(PYTHON) tools/setup.py test
	@$(RUN) tools/lock.py $(if $(UPGRADE),--upgrade)

format: ## Put the Python into shape
	@$(PYTHON) tools/setup.py test
	@.venv/bin/ruff check --fix-only --quiet .
	@.venv/bin/ruff format .

clean: ## Remove what was built and installed; data in .chiron stays
	rm -rf .venv .build dist node_modules src/chiron/faces/web/static/built
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
