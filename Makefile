# Three commands: make run, make test, make setup. The other two begin with setup.
.PHONY: run test faults setup demo pictures sounds lint audit-dependencies benchmarks soak transcripts transcripts-debian13

PY := .venv/bin/python
run demo pictures: export KIOSK_DATA ?= $(CURDIR)/.data

setup:
	@sh deploy/setup.sh run

run: setup
	@$(PY) -m kiosk run --local-council

demo: setup
	@$(PY) -m kiosk demo --out .data/demo

# The pictures of README.md and docs/, made anew by the demo.
pictures: setup
	@rm -rf .data/pictures
	@$(PY) -m kiosk demo --headless --silent --out .data/pictures
	@mkdir -p docs/pictures
	@cp .data/pictures/02-categories.png docs/pictures/choose.png
	@cp .data/pictures/08-question.png docs/pictures/question.png
	@cp .data/pictures/*-reference.png docs/pictures/reference.png
	@$(PY) -m kiosk demo --guide --out .data/pictures/guide
	@cp .data/pictures/guide/*.png docs/pictures/
	@$(PY) -m benchmarks.picture docs/pictures
	@$(PY) -m benchmarks.smaller docs/pictures/*.png

# What Orca says of two whole services, made anew: to be read, and committed when it is right. The second makes a
# Debian 13 in /var/tmp, and must be run as root.
transcripts: setup
	@TRANSCRIPT=write $(PY) -m pytest -q -n 0 tests/a11y/test_orca_transcript.py

transcripts-debian13: setup
	@tests/a11y/debian13.sh

# The small sounds, made anew by their script.
sounds: setup
	@$(PY) assets/sounds/make.py

lint:
	@$(PY) -m ruff format --check .
	@$(PY) -m ruff check .
	@$(PY) -m bandit -q -c pyproject.toml -r kiosk ui offline_cache council_api
	@$(PY) -m mypy

# Whether a version in the lock is known to be weak: asks a list of such on the network, so it is no part of "make test".
audit-dependencies: setup
	@$(PY) -m pip_audit --strict --require-hashes --disable-pip --progress-spinner off -r requirements.lock

test:
	@sh deploy/setup.sh test
	@$(MAKE) --no-print-directory lint
	@# In the order of the folders, so that the longest, the screen reader, begins first. Three at a time on two cores:
	@# many wait for sound, for the screen reader or for another program.
	@$(PY) -m pytest -n 3 --dist loadfile --no-loadscope-reorder --cov --cov-report=term:skip-covered

# Power cuts, kills, full and failing disks, hostile networks, wrong clocks and spoilt bytes, by the ten thousand
# (docs/faults.md). The same are tried a few times by "make test".
faults: export FAULTS = many
faults: export FAULTS_SEED ?= $(shell date +%s)
faults:
	@sh deploy/setup.sh test
	@$(PY) -m pytest tests/faults tests/council_api/test_council_contract.py -q -n 2 --dist loadfile

# A day of visits in a quarter of an hour: what it leaves in memory and holds open.
soak:
	@sh deploy/setup.sh test
	@$(PY) -m benchmarks.soak

benchmarks:
	@sh deploy/setup.sh benchmarks
	@$(PY) benchmarks/accept.py
	@$(PY) -m benchmarks.engine
	@$(PY) benchmarks/pages.py
	@$(PY) -m benchmarks.restyle
	@$(PY) benchmarks/startup.py
	@$(PY) -m benchmarks.speech
	@$(PY) -m benchmarks.herd
	@$(PY) -m benchmarks.fleet
	@$(PY) -m benchmarks.receiver
	@$(PY) -m benchmarks.drain
	@$(PY) -m benchmarks.month --seeds 1

# The disk image of a kiosk (docs/image.md), in build/image; as root. VERSION=x.y.z, KEYS=folder with the council's keys,
# SETTINGS=folder for what /etc/handrail has at first, TEST=1 for one that talks on a serial line.
.PHONY: image
image:
	@TEST=$(TEST) KEYS=$(KEYS) SETTINGS=$(SETTINGS) deploy/image/build $(VERSION)

# What is installed: docs/packages.md. "make deb DEBIAN=trixie" (or bookworm) is for another Debian than this one.
.PHONY: deb deb-test deb-test-running wheel wheel-test bare-run bare-test
DEBIAN ?= $(shell . /etc/os-release && echo $$VERSION_CODENAME)

deb: setup
	@deploy/package/deb $(DEBIAN)

# As root: both packages, installed, upgraded, removed and purged in Debians of their own.
deb-test:
	@deploy/package/try bookworm
	@deploy/package/try trixie

# As root: an upgrade where the kiosk runs, in a Debian that is booted in QEMU.
deb-test-running:
	@deploy/package/try-running $(DEBIAN)

wheel:
	@deploy/package/wheel

wheel-test:
	@deploy/package/try-wheel

# As root: what README.md says, on a Debian that has nothing yet.
bare-run:
	@deploy/bare.sh $(DEBIAN) run

bare-test:
	@deploy/bare.sh $(DEBIAN) test

# What the image withstands (docs/image-tests.md): boots it in QEMU, without hardware help, for half an hour; as root, on what
# "make image TEST=1" made. One machine runs at a time. ONLY=tests/image/test_keys.py runs a part.
.PHONY: image-test
image-test:
	@sh deploy/setup.sh image-test
	@IMAGE_TEST=1 KEYS=$(KEYS) $(PY) -m pytest $(or $(ONLY),tests/image) -n 0 -q -p no:cacheprovider
