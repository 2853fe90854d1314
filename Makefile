# Everything from a bare machine with Python 3.11+ and make. All paths are relative and every program is started through
# the interpreter, so that the checkout may lie under a path with a space.
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
CODE := apps bench bot chaos core deploy launcher playground tests manage.py

RUNTIME := $(VENV)/req.stamp $(VENV)/bot_requirements.stamp $(VENV)/run_requirements.stamp
TOOLS := $(RUNTIME) $(VENV)/dev_requirements.stamp

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help install run test lint format types tests deploy-check locks audit bench chaos endurance history figures screenshots superuser migrations translations clean backup restore

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' Makefile

install: $(TOOLS) ## Make .venv with everything that developing needs

run: $(RUNTIME) ## Start everything on this machine; without BOT_TOKEN, with a playground
	@$(PY) -m launcher run

test: lint types tests ## Check and test everything, as CI does

lint: $(TOOLS) ## Style, and who may import whom
	@$(PY) -m ruff check $(CODE)
	@$(PY) -m ruff format --check $(CODE)
	@$(VENV)/bin/lint-imports

format: $(TOOLS) ## Write the code as `make lint` wants it
	@$(PY) -m ruff check --fix $(CODE)
	@$(PY) -m ruff format $(CODE)

# The type checker loads Django's settings and connects to nothing.
types: export SECRET_KEY = types
types: export API_TOKEN = types
types: export DATABASE_URL = postgresql://types@127.0.0.1/types
types: $(TOOLS) ## Types, strictly
	@$(PY) -m mypy

# Hundreds of processes are started from the same code: it is compiled once, wherever the machine would rather not.
tests: export PYTHONDONTWRITEBYTECODE =
tests: $(TOOLS) ## The tests; narrow them by ARGS="tests/ticket -k reopen"
ifdef ARGS
	@$(PY) -m pytest $(ARGS)
else
	@$(PY) -m pytest --numprocesses auto -m "not busy and not alone"
	@$(PY) -m pytest --numprocesses 3 -m busy
	@$(PY) -m pytest tests/serving
endif

# A part of `make tests`; programs that are missing here are said at the end.
deploy-check: $(TOOLS) ## Check images, compose file, nginx' and Django's settings of a deployment
	@$(PY) -m pytest -rs tests/deploy

screenshots: $(TOOLS) ## Make the documentation's pictures from the running program; it needs Chromium
	@$(PY) -m tests.site.screenshots

# Sample charts need settings and no database.
charts: export SECRET_KEY = charts
charts: export API_TOKEN = charts
charts: export DATABASE_URL = postgresql://charts@127.0.0.1/charts
charts: $(RUNTIME) ## Draw the documentation's charts from sample data
	@$(PY) manage.py draw_sample_charts

bench: $(TOOLS) ## Measure speed, CPU and memory of the whole desk; it takes minutes
	@$(PY) -m bench $(ARGS)

chaos: $(TOOLS) ## Break a whole deployment and count every word; repeat a run by ARGS="--seconds 600 --seed 7"
	@$(PY) -m chaos $(ARGS)

endurance: $(TOOLS) ## Carry 100,000 messages and see whether memory grows; it takes an hour
	@$(PY) -m bench.endurance $(ARGS)

history: $(TOOLS) ## Make a big desk's past in a database of its own: 100,000 tickets in minutes
	@$(PY) -m bench.history $(ARGS)

figures: $(TOOLS) ## Measure reports and searches over that past
	@$(PY) -m bench.figures $(ARGS)

backup: $(RUNTIME) ## Keep this desk's database and files under .data/backups, while it runs or not
	@$(PY) -m launcher manage backup .data/backups

restore: $(RUNTIME) ## Bring a backup back into a new desk: BACKUP=.data/backups/yordam-…
	@[ -n "$(BACKUP)" ] || { echo "Which one? make restore BACKUP=.data/backups/yordam-..." >&2; exit 1; }
	@$(PY) -m launcher manage restore "$(BACKUP)"

superuser: $(RUNTIME) ## Make a login for the admin site
	@$(PY) -m launcher manage createsuperuser

migrations: $(RUNTIME) ## Write migrations for changed models; name them by ARGS="ticket --name add_rating"
	@$(PY) -m launcher manage makemigrations $(ARGS)

translations: $(TOOLS) ## Compile the site's catalogues, without GNU gettext
	@$(PY) -m babel.messages.frontend compile --directory core/locale --domain django --statistics

# What an image installs: every version and every file of it by its hash, for all systems, and no address of an index.
locks: $(TOOLS) ## Write the lock files anew, after a requirement file has changed
	@for pair in req:backend bot_requirements:bot deploy/backup_requirements:backup; do \
		$(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
			--custom-compile-command "make locks" --output-file deploy/locks/$${pair#*:}.txt $${pair%:*}.txt || exit 1; \
	done

audit: $(TOOLS) ## Ask whether a fault is known in what the images hold
	@$(PY) deploy/audit.py

clean: ## Remove what make has installed; the data under .data/ stays
	rm -rf $(VENV)

$(VENV)/made.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "$(PYTHON) is older than 3.11, or missing: name another by PYTHON=..." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
		|| { echo "$(PYTHON) lacks venv or ensurepip: install it (on Debian: apt-get install python3-venv)" >&2; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV)
	@touch $@

# One stamp for each requirement file: a changed file installs only itself.
$(VENV)/%.stamp: %.txt constraints.txt $(VENV)/made.stamp
	@echo "Installing $<"
	@$(PY) -m pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@
