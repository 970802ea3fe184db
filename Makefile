# Every command of the project; `make help` lists them.
PYTHON ?= python3
BASE ?= main
VENV := .venv
BIN := $(VENV)/bin
STACK ?= dev
# An app: its folder for `make adopt`, or its name in the log for `make manage`, `shell` and `psql`.
APP ?=
# More options for `make local`, `test`, `doctor`, `plan`, `cost`, `up` and `down`, such as ARGS="--port 0".
ARGS ?=

# Containers often forbid it, and every start would compile a thousand modules anew.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help local adopt without-samples manage shell psql test quick test-conformance check bench audit reset doctor plan cost preview up canary down pipeline lock

help: ## Lists the commands
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

# What a package declares, such as its console script, is written down when it is installed.
DECLARED := $(wildcard packages/*/pyproject.toml)

$(VENV)/.runtime: requirements.txt $(DECLARED)
	@$(PYTHON) tools/set_up.py $(VENV) requirements.txt

$(VENV)/.development: tests/requirements.txt requirements.txt $(DECLARED)
	@$(PYTHON) tools/set_up.py $(VENV) tests/requirements.txt

POLICY_VENV := .venv-policy

$(POLICY_VENV)/.runtime: policy_pack/requirements.txt | $(VENV)/.runtime
	@$(BIN)/uv venv --quiet --allow-existing --python $(BIN)/python $(POLICY_VENV)
	@$(BIN)/uv pip install --quiet --system-certs --python $(POLICY_VENV)/bin/python \
		--require-hashes -r $<
	@touch $@

local: $(VENV)/.runtime ## Runs the whole system on this machine; Ctrl-C stops it
	@$(BIN)/python -m gatehouse up $(ARGS)

adopt: $(VENV)/.runtime ## Says what the app in the folder APP lacks; ARGS=--write makes its entry
	@$(BIN)/python -m gatehouse adopt '$(APP)' $(ARGS)

without-samples: $(VENV)/.runtime ## Takes the sample apps out, so that your own stand alone; git has them back
	@$(BIN)/python tools/leave_out_samples.py $(ARGS)

manage: $(VENV)/.runtime ## Runs a Django command, beside the system or alone: ARGS="makemigrations"
	@$(BIN)/python -m gatehouse run $(or $(APP),web) python manage.py $(ARGS)

shell: $(VENV)/.runtime ## Opens a Django shell, or the Python of APP
	@$(BIN)/python -m gatehouse shell $(APP)

psql: $(VENV)/.runtime ## Opens PostgreSQL's shell on the database; ARGS are options of psql
	@$(BIN)/python -m gatehouse psql $(if $(APP),--app $(APP) )$(ARGS)

test: $(VENV)/.development $(POLICY_VENV)/.runtime ## Runs every test
	@$(BIN)/python -m pytest --cov --cov-report=term-missing \
		--numprocesses auto --dist loadgroup $(ARGS)

quick: $(VENV)/.development ## Runs the tests that start no process, in half a minute
	@$(BIN)/python -m pytest -m 'not slow' --quiet --numprocesses auto --dist worksteal

test-conformance: ## Runs the function app in Microsoft's own worker library (PYTHON=python3.13)
	@$(MAKE) --no-print-directory VENV=.venv-3.13 .venv-3.13/.development
	@.venv-3.13/bin/python -m pytest tests/function_app

check: $(VENV)/.development ## Lint, format, types, scanners, policies and stack configuration
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/bandit --quiet --configfile pyproject.toml --recursive .
	@$(BIN)/zizmor --offline --no-progress --quiet .github
	@bash tests/workflows/lint.sh
	@$(BIN)/mypy .
	@$(BIN)/python -m gatehouse check

# The first of these locks has all that the apps and the program need, too.
audit: $(VENV)/.development ## Asks PyPI for known vulnerabilities of every locked package
	@$(BIN)/pip-audit --strict --disable-pip --require-hashes -r tests/requirements.txt
	@$(BIN)/pip-audit --strict --disable-pip --require-hashes -r policy_pack/requirements.txt

bench: $(VENV)/.development ## Measures, side by side
	@$(BIN)/python -m bench

reset: $(VENV)/.runtime ## Clears the data of the local run
	@$(BIN)/python -m gatehouse reset

doctor: $(VENV)/.runtime ## Finds out what is wrong with this machine
	@$(BIN)/python -m gatehouse doctor --stack $(STACK) $(ARGS)

plan: $(VENV)/.runtime ## Shows what this folder changes against BASE, without a cloud
	@$(BIN)/python -m gatehouse plan --base '$(BASE)' $(ARGS)

cost: $(VENV)/.runtime ## Estimates what the stacks cost in a month
	@$(BIN)/python -m gatehouse cost $(ARGS)

preview: $(VENV)/.runtime ## Shows what `make up` would change in Azure
	@$(BIN)/python -m gatehouse ready --stack $(STACK)
	@$(MAKE) --no-print-directory $(POLICY_VENV)/.runtime
	@pulumi preview --diff --policy-pack policy_pack --stack $(STACK)

up: $(VENV)/.runtime ## Deploys the stack to Azure, and tries what came of it
	@$(BIN)/python -m gatehouse deploy --stack $(STACK) $(ARGS)

# Of this program alone; the command has those that any system gets.
VISITS := tests/system/visits.py

canary: $(VENV)/.development ## Visits what the stack has deployed, in a browser of this machine
	@pulumi stack output --json --show-secrets --stack $(STACK) | $(BIN)/python -m gatehouse canary --visits $(VISITS)

down: $(VENV)/.runtime ## Lists what the stack has in Azure, asks, and destroys it
	@$(BIN)/python -m gatehouse down --stack $(STACK) $(ARGS)

pipeline: $(VENV)/.runtime ## Prints what lets the repository REPO=owner/name deploy; ARGS=--apply runs it
	@$(BIN)/python -m gatehouse pipeline '$(REPO)' $(ARGS)

COMPILE := $(BIN)/uv pip compile --quiet --system-certs --universal --python-version 3.11 --no-header \
	--no-annotate --generate-hashes --no-emit-package apim-gateway \
	--no-emit-package app-runtime --no-emit-package gatehouse

LOCK_APP := $(BIN)/python tools/lock_app.py

# Each app has an environment of its own, and is tested in that of the tests: their lock binds the
# apps'.
lock: $(VENV)/.runtime ## Compiles every requirements.txt from the files pyproject.toml
	@$(COMPILE) pyproject.toml -o requirements.txt
	@$(COMPILE) pyproject.toml --group function-app --group django-app --group flask-app --group dev \
		-c requirements.txt -o tests/requirements.txt
	@$(LOCK_APP) function_app/requirements.txt \
		$(COMPILE) --group function-app -c tests/requirements.txt
	@$(LOCK_APP) django_app/requirements.txt \
		$(COMPILE) --group django-app -c tests/requirements.txt
	@$(LOCK_APP) examples/flask_app/requirements.txt \
		$(COMPILE) --group flask-app -c tests/requirements.txt
	@$(COMPILE) --group policy-pack -o policy_pack/requirements.txt
