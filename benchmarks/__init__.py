"""Measurements; ``python -m benchmarks`` takes them all and writes ``RESULTS.md``."""
