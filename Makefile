# Everything a person does with this checkout. A new machine needs only Python with venv, and make.
PYTHON ?= python3
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: run test check format bench bench-cluster fuzz kills soak soak-cluster screenshots docs locale variants clean

run: .venv/reader.stamp ## open the samples, or ARGS="my.txt"
	@$(BIN)/duwen $(ARGS)

test: .venv/dev.stamp ## all tests, on all cores, half as many again at a time: those of the screen wait a lot
	@$(BIN)/python -m pytest -q -n $$(( ($$($(BIN)/python -c 'import os; print(os.cpu_count())') * 3 + 1) / 2 )) --dist worksteal $(ARGS)

check: .venv/dev.stamp ## format, lint, types, layers, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@$(MAKE) --no-print-directory test

format: .venv/dev.stamp ## put the code in order
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/dev.stamp ## the table of speeds; ARGS="dump.txt" measures on your own text
	@$(BIN)/python -m tests.bench $(ARGS)

fuzz: .venv/dev.stamp ## 20,000 random and mutated inputs; ARGS="--seed 7 --count 1" repeats one
	@$(BIN)/python -m tests.fuzz $(ARGS)

kills: .venv/dev.stamp ## 1,000 readers are killed while they write marks; ARGS="--rounds 50 --seed 7"
	@$(BIN)/python -m tests.kills $(ARGS)

soak: .venv/dev.stamp ## an hour of random keys in a terminal; ARGS="--minutes 15 --seed 7", or ARGS="--double-enter"
	@$(BIN)/python -m tests.soak $(ARGS)

bench-cluster: .venv/dev.stamp ## two workers on this machine beside one process; ARGS="dump.txt" measures on your own text
	@$(BIN)/python -m tests.cluster bench $(ARGS)

soak-cluster: .venv/dev.stamp ## half an hour of questions while workers are killed; ARGS="--minutes 5 --seed 7"
	@$(BIN)/python -m tests.cluster soak $(ARGS)

screenshots: .venv/dev.stamp ## the pictures in docs/, from the real program
	@$(BIN)/python -m tests.screenshots

docs: .venv/dev.stamp ## docs/settings.md and docs/keys.md, from the tables in the code
	@$(BIN)/python -m tests.reference

locale: .venv/dev.stamp ## the catalogue of what is said in Chinese: new strings are added to it, then it is compiled
	@$(BIN)/python -m tests.catalogue

variants: .venv/dev.stamp ## the table of forms of Han characters; ARGS="OPENCC EQUIVALENTS", see tests/variants.py
	@$(BIN)/python -m tests.variants $(ARGS)

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

.venv/reader.stamp: pyproject.toml constraints.txt
	@echo "setting up .venv; the first time it takes about a minute" >&2
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	@touch $@

.venv/dev.stamp: .venv/reader.stamp
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable ".[dev]"
	@touch $@
