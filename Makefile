# The workshop: everything here needs only make and a Python >= 3.11. The first target that needs it makes the
# virtual environment (.venv) from binary wheels: no compiler, no system headers, no containers.
#
#   PYTHON=/path/to/python make setup     to choose the interpreter yourself

VENV ?= .venv
PYTHON ?=
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PIP_MIN := 25.1
TESTS ?=
# Processes that test side by side: all cores, but not so many that a large machine's memory is the limit.
JOBS ?= auto --maxprocesses 8

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ONLY_BINARY := :all:

# A candidate counts when it runs (a version manager's shim may not), is new enough and can make environments.
NEW_ENOUGH := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))
CANDIDATES := $(if $(PYTHON),"$(PYTHON)",python3.13 python3.12 python3.11 python3 python)

.DEFAULT_GOAL := help
.PHONY: help setup demo test browser spark stress coverage mutation bench docs check dist licences audit wheels release format clean

help: ## show these targets
	@echo "Ostrakon: make TARGET"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  \1\t\2/p' Makefile

setup: $(READY) ## make .venv with ostrakon and the tools of a developer in it

# The project itself is built from this folder (editable); pip of an older Python does not know --group.
$(READY): pyproject.toml
	@set -e; \
	if ! "$(BIN)/python" -c '$(NEW_ENOUGH)' 2>/dev/null; then \
	  found=; \
	  for candidate in $(CANDIDATES); do \
	    if "$$candidate" -c '$(NEW_ENOUGH)' 2>/dev/null; then found=$$candidate; break; fi; \
	  done; \
	  if [ -z "$$found" ]; then \
	    echo "No Python >= 3.11 with venv and ensurepip was found (tried: $(CANDIDATES))." >&2; \
	    echo "Install one (Debian, Ubuntu: python3 and python3-venv), or say PYTHON=/path/to/python make setup" >&2; \
	    exit 1; \
	  fi; \
	  echo "Making $(VENV) with $$("$$found" --version)"; \
	  rm -rf "$(VENV)"; \
	  "$$found" -m venv "$(VENV)"; \
	fi; \
	"$(BIN)/python" -c 'import pip, sys; sys.exit(tuple(int(n) for n in pip.__version__.split(".")[:2]) < tuple(int(n) for n in "$(PIP_MIN)".split(".")))' \
	  || "$(BIN)/python" -m pip install --quiet --upgrade "pip>=$(PIP_MIN)"; \
	"$(BIN)/python" -m pip install --quiet --editable . --group dev; \
	"$(BIN)/ostrakon" --version; \
	touch "$@"

demo: setup ## screen a customer file and read an article with the bundled starter lists
	@"$(BIN)/ostrakon" demo --out demo-output

test: setup browser spark ## all tests, with a sample of each stress run (TESTS=path to choose)
	"$(BIN)/python" -m pytest -n $(JOBS) --dist worksteal $(TESTS)

# The console's tests drive the system's Chromium. On a build machine (CI=true) it is installed where that is allowed;
# elsewhere its absence is said, and these tests skip.
browser:
	@if command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; then :; \
	elif [ "$(CI)" = true ] && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium \
	  || echo "Chromium could not be installed: the console's tests in a browser are skipped"; \
	else echo "No Chromium here: the console's tests in a browser are skipped (Debian, Ubuntu: apt-get install chromium)"; fi

# Spark comes as a source package of 400 MB without anything to compile; it is of use only where there is Java.
spark: setup
	@if ! command -v java >/dev/null; then echo "No Java here: Spark's tests are skipped"; \
	elif "$(BIN)/python" -c 'import pandas, pyspark' 2>/dev/null; then :; \
	else "$(BIN)/python" -m pip install --quiet --no-binary pyspark --group spark \
	  || echo "Spark could not be installed: its tests are skipped"; fi

stress: setup ## the kill, mutilation and load runs in full (minutes)
	OSTRAKON_STRESS=full "$(BIN)/python" -m pytest -m stress $(TESTS)

CORE := model names profile index match screening clusters rules ownership ledger cases

coverage: setup ## branch coverage of the core rooms by the tests nearest to them, at least 95 % (minutes)
	"$(BIN)/python" -m coverage run -m pytest -q $(addprefix tests/,$(CORE) filtering customers windows)
	"$(BIN)/python" -m coverage report

MUTANTS ?= 200
SEED ?= 1

mutation: setup ## a sample of mutants of match and screening against their tests (half an hour; MUTANTS=, SEED=)
	"$(BIN)/python" -m tools.mutation.run --count $(MUTANTS) --seed $(SEED)

bench: setup ## measure and write benchmarks/RESULTS.md
	"$(BIN)/python" -m benchmarks.run

docs: setup ## the documentation as a site, in site/
	NO_MKDOCS_2_WARNING=1 "$(BIN)/mkdocs" build --strict --quiet

check: setup ## lint, format, types, import contract, generated data up to date
	"$(BIN)/ruff" check .
	"$(BIN)/ruff" format --check .
	"$(BIN)/mypy"
	"$(BIN)/lint-imports" --no-cache
	@for build in tools/*/build.py tools/docs/*.py; do \
	  grep -qs -- --check "$$build" || continue; \
	  echo "$$build --check"; "$(BIN)/python" "$$build" --check || exit 1; \
	done

dist: setup ## wheel and sdist of the last commit in dist/, built twice and compared byte by byte
	"$(BIN)/python" tools/release/make_dist.py

licences: setup ## bill of materials (CycloneDX) and licences of all dependencies in dist/; fails on what the policy refuses
	"$(BIN)/python" tools/release/sbom.py dist/ostrakon.cdx.json
	"$(BIN)/python" tools/release/licences.py --out dist

# pip-audit asks a service; where it cannot be had or reached, the audit says "not checked" and ends with 3.
audit: setup ## known weaknesses of dependencies (exit 0 none, 1 found, 3 none found but the service could not be asked)
	@"$(BIN)/python" -c 'import pip_audit' 2>/dev/null || "$(BIN)/python" -m pip install --quiet --group audit \
	  || echo "pip-audit could not be installed"
	"$(BIN)/python" tools/release/audit.py --out dist/audit.json

# Python 3.11 and the newest one that is found; PYTHONS="python3.12 /path/to/python3.13" to choose.
wheels: dist ## try the wheel alone in new environments, with every Python that is found
	"$(BIN)/python" tools/release/try_wheel.py --wheel dist/*.whl $(PYTHONS)

release: dist licences ## all that a release holds: dist, licences, audit (not checked is said, not hidden), wheels
	@"$(BIN)/python" -c 'import pip_audit' 2>/dev/null || "$(BIN)/python" -m pip install --quiet --group audit \
	  || echo "pip-audit could not be installed"
	@"$(BIN)/python" tools/release/audit.py --out dist/audit.json || [ $$? = 3 ] \
	  || { echo "a dependency has a known weakness: no release" >&2; exit 1; }
	"$(BIN)/python" tools/release/try_wheel.py --wheel dist/*.whl $(PYTHONS)
	@ls -l dist

format: setup ## let ruff mend what it can
	"$(BIN)/ruff" check --fix .
	"$(BIN)/ruff" format .

clean: ## remove the environment, caches and everything that was made here
	rm -rf "$(VENV)" build dist site demo-output .bench .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find src tests benchmarks tools -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
