"""Whether anything that Hedgerow installs has a known vulnerability; `make check` asks.

Needs the vulnerability service of the package index. Where that cannot be reached, or knows
nothing of the packages (as mirrors do not), it says so in one line and fails nothing.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

LOCK = Path(__file__).parent / "run.txt"
PATIENCE_S = 300
NOT_ASKED = "pip-audit: the vulnerability service cannot be reached; nothing was audited."


def verdict(answer: str) -> tuple[int, list[str]]:
    """The exit code and the lines to print for what pip-audit wrote as JSON, or did not."""
    try:
        packages = json.loads(answer)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return 0, [NOT_ASKED]
    found = [
        f"{one['name']} {one['version']}: {hole['id']}"
        + (f" (mended in {', '.join(hole['fix_versions'])})" if hole.get("fix_versions") else "")
        for one in packages
        for hole in one.get("vulns", ())
    ]
    audited = [one for one in packages if "skip_reason" not in one]
    if found:
        return 1, ["pip-audit: known vulnerabilities:", *found]
    if not audited:
        asked = f"none of the {len(packages)} packages"
        return 0, [f"pip-audit: the package index can tell of {asked}; nothing was audited."]
    return 0, [f"pip-audit: no known vulnerability in {len(audited)} of {len(packages)} packages."]


def audit(lock: Path) -> str:
    """What pip-audit writes about a lock file; empty where it could not ask."""
    asked = [
        *(sys.executable, "-m", "pip_audit", "--requirement", str(lock), "--no-deps"),
        *("--disable-pip", "--format", "json", "--progress-spinner", "off", "--timeout", "10"),
    ]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter, our own file
            asked, capture_output=True, text=True, timeout=PATIENCE_S, check=False
        )
    except subprocess.TimeoutExpired:
        return ""
    return done.stdout


def main() -> int:
    """Ask, tell, and give the exit code."""
    code, lines = verdict(audit(LOCK))
    print("\n".join(lines))
    return code


if __name__ == "__main__":
    sys.exit(main())
