# Everything a checkout needs, on a machine that has only Python 3.11 or later and make:
#
#   make demo      set up .venv and read a sample release
#   make test      set up .venv and run the tests
#   make lint      ruff and mypy
#   make baseline  keep today's scores on tests/gold as those that may not fall
#
# PYTHON=python3.13 chooses the interpreter that .venv is made from. An index or mirror that is configured for pip or uv,
# by file or environment, is used.

PYTHON ?= python3
READY := .venv/.ready
# uv keeps to this .venv, whatever environment is active where make was called.
UV := env -u VIRTUAL_ENV UV_PROJECT_ENVIRONMENT=.venv .venv/bin/uv

# pip goes where uv was told to go.
ifneq ($(or $(UV_DEFAULT_INDEX),$(UV_INDEX_URL)),)
export PIP_INDEX_URL ?= $(or $(UV_DEFAULT_INDEX),$(UV_INDEX_URL))
endif

.PHONY: help demo test lint baseline
help:
	@sed -n 's/^#   //p' Makefile

demo: $(READY)
	.venv/bin/factx extract --format table samples/burglary-figures.txt

test: $(READY)
	.venv/bin/pytest

lint: $(READY)
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy

baseline: $(READY)
	.venv/bin/python benchmarks/baseline.py

# uv takes the files that the lock names. Where it cannot (only a mirror is within reach, or only pip knows the
# certificate), pip installs the same versions, held to the same hashes, from the index that it is configured for.
$(READY): pyproject.toml uv.lock
	@$(PYTHON) -c 'import sys; sys.exit("factx needs Python 3.11 or later: make PYTHON=python3.12 …" if sys.version_info < (3, 11) else 0)'
	@test -x .venv/bin/uv || { $(PYTHON) -m venv .venv && .venv/bin/python -m pip install --quiet uv; }
	@$(UV) sync --locked --inexact --compile-bytecode --quiet || { \
		echo "uv could not install from the lock; pip installs the same from its own index" >&2 && \
		$(UV) export --frozen --no-emit-project --quiet --output-file .venv/locked.txt && \
		.venv/bin/python -m pip install --quiet --require-hashes --requirement .venv/locked.txt && \
		.venv/bin/python -m pip install --quiet --no-deps --editable .; }
	@touch $@
