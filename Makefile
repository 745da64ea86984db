# Two commands to know:  make letters   writes the shipped letters into outbox/
#                        make test      runs every check and every test
# Each sets up what it needs; on the second run that is there already.

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help letters test test-newest check lint types fix golden schema bench lock clean

PYTHON ?= python3
BIN := .venv/bin
NEWEST := .venv-newest
OUT := outbox

help: ## say what can be made
	@sed -nE 's/^([a-z-]+):.*## (.*)/make \1\t\2/p' Makefile | expand -t 16

letters: .venv/ready ## write the letters of all shipped cases into outbox/
	@if $(BIN)/python tools/pango.py; then as=pdf; else as=html,text; fi; \
	  $(BIN)/appeals write seeds/*.yaml --as $$as --out $(OUT)
	@echo "The letters are in $(OUT)/."

test: check ## style, types and all tests
	@$(BIN)/pytest -n 2 --cov --cov-branch --cov-report=term-missing

test-newest: ## all tests on the newest versions that pyproject.toml allows
	@PYTHON=$(PYTHON) VENV=$(NEWEST) VERSIONS=newest tools/setup.sh test
	@$(NEWEST)/bin/pytest -n 2 --newest

check: lint types ## style and types only

lint: .venv/ready-to-test
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check . || { echo "Some files are not laid out as ruff lays them out: make fix"; exit 1; }

types: .venv/ready-to-test
	@$(BIN)/mypy --no-error-summary

fix: .venv/ready-to-test ## lay out the code and mend what can be mended
	@$(BIN)/ruff format --quiet .
	@$(BIN)/ruff check --fix .

golden: .venv/ready-to-test ## renew the expected texts of the tests; look at the diff
	@$(BIN)/pytest -q -n 2 --update-golden --clean-golden

schema: .venv/ready ## write the JSON Schemas for editors anew
	@for kind in case law recipients senders tariff; do $(BIN)/appeals schema $$kind > appeals/schemas/$$kind.json; done

bench: .venv/ready-to-measure ## measure speed into bench/RESULTS.md
	@$(BIN)/python tools/bench

lock: ## renew the locked versions in requirements/; then make test, and read the diff
	@PYTHON=$(PYTHON) tools/lock.sh

clean: ## remove what was set up and made, but no letter
	@rm -rf .venv $(NEWEST) build dist .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache
	@find appeals tests tools -name __pycache__ -prune -exec rm -rf {} +

.venv/ready: pyproject.toml tools/setup.sh requirements/letters.txt
	@PYTHON=$(PYTHON) tools/setup.sh

.venv/ready-to-test: pyproject.toml tools/setup.sh requirements/test.txt
	@PYTHON=$(PYTHON) tools/setup.sh test

.venv/ready-to-measure: pyproject.toml tools/setup.sh requirements/bench.txt
	@PYTHON=$(PYTHON) tools/setup.sh bench && test -e .venv/ready-to-test && touch $@
