# Everything from a bare machine with Python 3.11+ and make. Paths are quoted: the checkout may lie under a space.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

# One stamp per requirement file, so that a changed file installs only itself.
$(VENV)/%.stamp: %.txt constraints.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r $<
	touch $@

RUNTIME := $(VENV)/req.stamp $(VENV)/bot_requirements.stamp $(VENV)/run_requirements.stamp
TOOLS := $(RUNTIME) $(VENV)/dev_requirements.stamp

.PHONY: help run test
help: ## Show this list.
	@sed -n 's/^\([a-z]*\):.*## /\1: /p' Makefile

run: $(RUNTIME) ## Start everything on this machine.
	@$(BIN)/python -m launcher run

test: $(TOOLS) ## Run the whole suite.
	@$(BIN)/python -m pytest
