"""``python -m service.assets``: build the front-end files; ``--check`` only says whether to."""

from __future__ import annotations

import sys

from service.assets import up_to_date
from service.assets.build import AssetsNotBuilt, build


def main(arguments: list[str]) -> int:
    """Build what is not up to date.

    Returns
    -------
    int
        0 when all is built; 1 when it is not (with ``--check``) or could not be.
    """
    if unknown := [argument for argument in arguments if argument not in ("--check", "--force")]:
        print(f"{unknown[0]} is not known; there are --check and --force.", file=sys.stderr)  # noqa: T201
        return 2
    if "--check" in arguments:
        fresh = up_to_date()
        print("Up to date." if fresh else "Not built, or out of date.")  # noqa: T201
        return 0 if fresh else 1
    if up_to_date() and "--force" not in arguments:
        return 0
    print("Building the front-end files …", flush=True)  # noqa: T201
    try:
        assets = build()
    except AssetsNotBuilt as problem:
        print(problem, file=sys.stderr)  # noqa: T201
        return 1
    size = sum(assets.files.values()) / 1024
    print(f"Built {len(assets.files)} files, {size:,.0f} KB.")  # noqa: T201
    return 0


sys.exit(main(sys.argv[1:]))
