"""``python -m graph.kernels``: compile every kernel, so that nobody waits for it later."""

from __future__ import annotations

import pkgutil
from importlib import import_module

import graph.kernels

for module in pkgutil.iter_modules(graph.kernels.__path__):
    if module.name != "__main__":
        import_module(f"graph.kernels.{module.name}")
