"""Coverage-guided fuzzing of the readers, for as long as one likes; not part of the suite.

``pip install atheris`` (Linux, Python 3.11), then ``python -m tests.seeds.guided words
-max_total_time=600``: the name of a target (:mod:`tests.seeds.targets`) and libFuzzer's options.
What it finds it writes to a file ``crash-…``; mend it with a test of its own.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["seeds"]):
    from tests.seeds.targets import TARGETS


def main() -> None:
    """Fuzz one target, beginning with its examples."""
    target, examples = TARGETS[sys.argv.pop(1)]
    begin = Path(tempfile.mkdtemp(prefix="hedgerow-fuzzing-"))
    for number, example in enumerate(examples):
        (begin / str(number)).write_text(example, encoding="utf-8")
    atheris.Setup([*sys.argv, str(begin)], target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
