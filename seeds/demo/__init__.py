"""The demo county: an illustrative Cornwall with known stories (see ``stories.py``).

Town and parish names are real and their positions approximate. Everything
else is invented: organisations, assets, activities, grants, boards, ties,
needs and numbers. The CSV tables are written by ``python -m seeds.demo.compose``
from the hand-written lists in ``hand/`` and read by :func:`read_demo`.
"""

from __future__ import annotations

from seeds.demo.reading import read_demo

__all__ = ["read_demo"]
