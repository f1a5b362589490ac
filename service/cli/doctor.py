"""``hedgerow doctor``: what Hedgerow talks to, what is there, and what is wrong."""

from __future__ import annotations

import platform
import sys
from importlib.metadata import version

import click

from graph.errors import HedgerowError
from service.cli.failures import exit_code, lines_of
from service.cli.opening import store_of
from service.config import Config

PACKAGES = ("arcadedb-embedded", "flask", "folium", "geopandas", "neo4j", "networkx")


def _line(what: str, value: object) -> None:
    click.echo(f"{what + ':':<16}{value}")


@click.command()
@click.pass_context
def doctor(ctx: click.Context) -> None:
    """Print what Hedgerow talks to, versions, revision, counts, and what is wrong."""
    _line("Hedgerow", version("hedgerow"))
    _line("Python", f"{platform.python_version()} on {platform.system()} {platform.machine()}")
    _line("Packages", ", ".join(f"{name} {version(name)}" for name in PACKAGES))
    problems: list[str] = []
    code = 0
    try:
        config = Config.from_env()
        _line("Data folder", config.data.resolve())
        _line("Pages", f"http://{config.host}:{config.port}")
        problems += _assets()
        problems += _graph(config)
    except HedgerowError as error:
        problems += lines_of(error)
        code = exit_code(error)
    for problem in problems:
        _line("Wrong", problem)
    if not problems:
        _line("Wrong", "nothing")
    sys.stdout.flush()
    ctx.exit(code or int(bool(problems)))


def _graph(config: Config) -> list[str]:
    with store_of(config) as store:
        about = store.about()
        where = "embedded server" if about.embedded else "outside server"
        pid = f", process {about.pid}" if about.pid else ""
        _line("Graph", f"{about.product} {about.version} ({where} at {about.address}{pid})")
        _line("Schema", f"version {about.schema}")
        _line("Revision", about.revision)
        counts = ", ".join(f"{label} {n:,}" for label, n in sorted(store.counts().items()) if n)
        _line("Records", counts or "none")
        return list(about.problems)


def _assets() -> list[str]:
    from service import assets

    if assets.up_to_date():
        _line("Page assets", "built")
        return []
    return ["The page assets are not built; run `make install`."]
