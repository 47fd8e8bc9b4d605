"""Measurements: quality beside simple systems, speed of each stage. Run from a checkout: ``python -m benchmarks``."""
