# Two commands are enough: make serve, make test. Only python3 (3.11+) and make are assumed.
PYTHON ?= python3
PORT ?= 8000
SECONDS ?= 120
.DEFAULT_GOAL := help

.PHONY: help serve build test check lighthouse weights bench bench-large torture fuzz sbom clean

help: ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 13

.venv/installed: requirements.lock pyproject.toml
	test -x .venv/bin/python || $(PYTHON) -m venv .venv
	.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

.venv/installed-dev: .venv/installed requirements-dev.lock
	.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

serve: .venv/installed ## build the reference site and serve it with live reload at 127.0.0.1:8000
	.venv/bin/khabar serve --no-browser --port $(PORT)

build: .venv/installed ## build the reference site into output/
	.venv/bin/khabar build

test: .venv/installed-dev ## run the whole test suite
	sh tests/browser/install.sh
	sh tests/delivery/install.sh
	sh tests/install_nginx.sh
	sh tests/run.sh .venv/bin/python

check: .venv/installed-dev ## lint, types, and what an editor and the validators say of the reference site
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/khabar check
	sh tools/validators/install.sh
	.venv/bin/python tools/validate.py

lighthouse: .venv/installed-dev ## let Lighthouse load four pages as a telephone does, and write its table
	sh tools/validators/install.sh
	.venv/bin/python tools/lighthouse.py --write

weights: .venv/installed-dev ## weigh every kind of page, and write the table
	.venv/bin/python tools/weigh.py --write

bench: .venv/installed-dev ## measure in ten minutes: text core, share cards, growth, saves, other generators
	.venv/bin/python bench/text_core.py
	.venv/bin/python bench/cards.py
	.venv/bin/python bench/growth.py
	.venv/bin/python bench/saves.py
	.venv/bin/python bench/compare.py --quick 1000:1 10000:1

bench-large: .venv/installed-dev ## measure in hours, up to 100,000 articles, and write docs/performance.md
	.venv/bin/python bench/growth.py --rounds 3 --write
	.venv/bin/python bench/saves.py --articles 10000 100000 --write
	.venv/bin/python bench/compare.py 1000:3 10000:3 100000:1 --write

torture: .venv/installed-dev ## kill, starve and flood builds for an hour or two, and print what came of it
	sh tests/browser/install.sh
	sh tests/delivery/install.sh
	sh tests/install_nginx.sh
	.venv/bin/python tools/torture.py

.venv/fuzz/installed: .venv/installed-dev requirements-fuzz.lock
	test -x .venv/fuzz/bin/python || $(PYTHON) -m venv .venv/fuzz
	.venv/fuzz/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	.venv/fuzz/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-fuzz.lock
	touch $@

fuzz: .venv/fuzz/installed ## look for texts that break a reader, SECONDS for each kind of them
	for kind in site article body name pasted; do \
		.venv/fuzz/bin/python fuzz/run.py $$kind -max_total_time=$(SECONDS) -max_len=4096 || exit 1; done

.venv/release/installed: requirements-release.lock
	test -x .venv/release/bin/python || $(PYTHON) -m venv .venv/release
	.venv/release/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-release.lock
	touch $@

sbom: .venv/release/installed ## list all that Khabar is made of, with hashes: dist/khabar.cdx.json
	mkdir -p dist
	.venv/release/bin/cyclonedx-py requirements --pyproject pyproject.toml --output-reproducible \
		-o dist/khabar.cdx.json requirements.lock

clean: ## remove what can be made again
	rm -rf .venv .khabar output bench/.peers
