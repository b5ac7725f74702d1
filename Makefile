PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.set-up
# Where to take torch from. Plain pip may bring the CUDA build, which is gigabytes; the README names PyTorch's own CPU index.
TORCH_INDEX_URL ?=
TORCH := $(shell sed -n '/^torch==/p' constraints.txt)

.PHONY: setup run test lint

setup: $(STAMP)

$(STAMP): pyproject.toml constraints.txt
	@echo "Setting up $(VENV) (the first time takes a minute) ..." >&2
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt \
		$(if $(TORCH_INDEX_URL),--index-url $(TORCH_INDEX_URL)) $(TORCH) >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[judge,dev]' >&2
	@touch $(STAMP)

run: setup
	@$(BIN)/mianjing run

# Two processes, each with whole files: what a file sets up once (a sandbox, a broker) is set up once.
test: setup
	@$(BIN)/python -m pytest --numprocesses 2 --dist loadfile

lint: setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/mianjing bank check
