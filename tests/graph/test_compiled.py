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


def test_a_kernel_is_compiled_anew_when_one_that_it_calls_has_changed(tmp_path: Path) -> None:
    kernels = tmp_path / "graph" / "kernels"
    kernels.mkdir(parents=True)
    for folder in (kernels.parent, kernels):
        (folder / "__init__.py").touch()
    mine = ROOT / "graph" / "kernels" / "compiled.py"
    (kernels / "compiled.py").write_text(mine.read_text(encoding="utf-8"), encoding="utf-8")
    head = "from graph.kernels.compiled import compiled\n"
    outer = '@compiled("float64(float64)")\ndef outer(x):\n    return inner(x)\n'
    (kernels / "outer.py").write_text(
        head + "from graph.kernels.inner import inner\n" + outer, encoding="utf-8"
    )

    def answer(added: int) -> str:
        inner = f"@compiled()\ndef inner(x):\n    return x + {added}\n"
        (kernels / "inner.py").write_text(head + inner, encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-c", "from graph.kernels.outer import outer; print(outer(1.0))"],
            env={**os.environ, "PYTHONPATH": str(tmp_path)},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()

    assert (answer(1), answer(1), answer(5)) == ("2.0", "2.0", "6.0")
