# Three commands: make run, make test, make setup. The other two begin with setup.
.PHONY: run test setup demo lint benchmarks

PY := .venv/bin/python
run demo: export KIOSK_DATA ?= $(CURDIR)/.data

setup:
	@sh deploy/setup.sh run

run: setup
	@$(PY) -m kiosk run --local-council

demo: setup
	@$(PY) -m kiosk demo --out .data/demo

lint:
	@$(PY) -m ruff format --check .
	@$(PY) -m ruff check .
	@$(PY) -m mypy

test:
	@sh deploy/setup.sh test
	@$(MAKE) --no-print-directory lint
	@$(PY) -m coverage run -m pytest
	@$(PY) -m coverage combine -q
	@$(PY) -m coverage report --skip-covered --skip-empty

benchmarks:
	@sh deploy/setup.sh benchmarks
	@$(PY) benchmarks/accept.py
	@$(PY) benchmarks/pages.py
	@$(PY) benchmarks/startup.py
