"""How kernels are compiled: for stated types, ahead, and kept in a file where that can be."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from graph.kernels.betweenness import dependencies

ROOT = Path(__file__).parents[2]


def test_a_kernel_refuses_arrays_of_other_types_instead_of_compiling_for_them() -> None:
    numbers = np.zeros(2, dtype=np.int64)
    with pytest.raises(TypeError, match="No matching definition"):
        dependencies(numbers, numbers, numbers)


def test_only_kernels_call_what_states_no_types() -> None:
    """Anything else would be compiled while somebody waits for a page."""
    inner = {
        node.name
        for path in (ROOT / "graph" / "kernels").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
        for mark in node.decorator_list
        if isinstance(mark, ast.Call)
        and isinstance(mark.func, ast.Name)
        and mark.func.id == "compiled"
        and not mark.args
    }
    for folder in ("analysis", "store"):
        for path in (ROOT / "graph" / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ImportFrom) and str(node.module).startswith(
                    "graph.kernels"
                ):
                    used = {name.name for name in node.names} & inner
                    assert not used, f"{path.name} calls {sorted(used)}"


def test_without_a_folder_to_write_to_kernels_are_compiled_at_the_start(tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.write_text("no folder", encoding="ascii")
    code = (
        "import numpy as np\n"
        "from graph.kernels.cuts import depth_first\n"
        "none = np.zeros(0, dtype=np.int32)\n"
        "print(len(depth_first(np.zeros(1, dtype=np.int32), none)[0]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "NUMBA_CACHE_DIR": str(locked / "inside"), "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "0\n", done.stderr
