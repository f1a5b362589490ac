"""360Giving: files of grants by the standard that British funders publish by."""

from __future__ import annotations

from seeds.three_sixty_giving.naming import own_prefix
from seeds.three_sixty_giving.reading import read_grants

__all__ = ["own_prefix", "read_grants"]
