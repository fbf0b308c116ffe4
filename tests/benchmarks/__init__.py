"""Measurements: each figure beside a reference taken in the same run, in turn. `python -m tests.benchmarks`."""
