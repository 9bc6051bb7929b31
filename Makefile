VENV ?= .venv
PYTHON ?= python3
PEERS ?= .venv-peers
BIN := $(VENV)/bin
OUT ?= out
SECONDS ?= 600
SAMPLE ?= 400
BASE ?= main
CHANGES ?= 40
KILLS ?= 200

.PHONY: run test check coverage fuzz kills mutate mutants compare audit docs bench clean

run: $(VENV)/.installed ## set up, then extract the sample articles
	@mkdir -p $(OUT)
	$(BIN)/vn-extract run data/samples -o $(OUT)/samples.jsonl
	@echo "The records are in $(OUT)/samples.jsonl, one JSON object a line."
	@echo "Look at one: $(BIN)/vn-extract show data/samples/police-conference.txt"

test: check ## set up, then run all checks and tests
	$(BIN)/pytest -n 2

check: $(VENV)/.installed-dev ## format, lint, types, layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

coverage: $(VENV)/.installed-dev ## run all tests and say which lines and branches of extract/ none of them runs
	$(BIN)/pytest -n 2 --cov --cov-report=term

fuzz: $(VENV)/.installed-dev ## search for inputs that break a promise, SECONDS for each target
	@mkdir -p $(OUT)/fuzz
	for target in normaliser bytes numbers dates extractor rules; do \
		$(BIN)/python -m tests.fuzz $$target --seconds $(SECONDS) --corpus $(OUT)/fuzz || exit 1; \
	done

kills: $(VENV)/.installed-dev ## kill living runs KILLS times, a quarter of them two at once, and go on: is anything lost or doubled?
	VN_EXTRACT_KILLS=$(KILLS) $(BIN)/pytest -q -k "killed" tests/batch/test_resume.py

mutate: $(VENV)/.installed-dev ## take CHANGES operands of and/or, or patterns, out of each of KINDS: do the kind's tests notice?
	$(BIN)/python -m tests.operands $(KINDS) --sample $(CHANGES)

mutants: $(VENV)/.installed-dev ## try a SAMPLE of all small changes to extract/text and extract/kinds/dates: do the tests notice?
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[mutation]'
	$(BIN)/python -m tests.mutation --sample $(SAMPLE)

compare: $(VENV)/.installed-dev ## run the build of the revision BASE and this one over the corpus: which items changed, by kind and rule
	$(BIN)/python -m tests.compare $(BASE) $(if $(ARTICLES),--sample $(ARTICLES)) --list 20

audit: $(VENV)/.installed-dev ## look the installed packages up among known vulnerabilities
	@$(BIN)/python .ci/audit.py

docs: $(VENV)/.installed-dev ## build the documentation's site into site/
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

bench: $(VENV)/.installed-dev $(PEERS)/.installed ## measure speed and quality beside peers; write the tables into README and docs
	$(BIN)/python -m benchmarks --peers-python $(PEERS)/bin/python --write
	$(BIN)/python -m benchmarks.pages --peers-python $(PEERS)/bin/python --write

$(PEERS)/.installed: benchmarks/peers/requirements.txt benchmarks/peers/package.json
	$(PYTHON) -m venv $(PEERS)
	@grep -v '^#' $< | while read peer; do \
		$(PEERS)/bin/pip install --quiet --disable-pip-version-check "$$peer" || echo "$$peer cannot be installed: skipped"; \
	done
	@cp benchmarks/peers/package.json $(PEERS)/
	@npm install --silent --no-fund --no-audit --prefix $(PEERS) || echo "chrono-node cannot be installed: skipped"
	@touch $@

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@ $(VENV)/.installed

clean:
	rm -rf $(VENV) $(PEERS) $(OUT) dist build site
