# Every target calls scripts/setup.py, which needs Python and nothing else: `python3 scripts/setup.py sample` is `make sample`.

PYTHON ?= python3

.PHONY: help sample test check slow env lock catalogue bench clean

help:
	@$(PYTHON) scripts/setup.py --help

sample test check slow env lock catalogue bench clean:
	@$(PYTHON) scripts/setup.py $@ $(OPTIONS)
