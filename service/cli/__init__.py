"""The ``hedgerow`` command: one module a noun, gathered here.

Exit codes: 0 done; 1 the graph or the machine could not do it; 2 the input was
refused (and the graph is as it was); 130 interrupted.
"""

from __future__ import annotations

import click

from service.cli.demo import load_demo
from service.cli.doctor import doctor
from service.cli.failures import FriendlyGroup
from service.cli.findings import findings
from service.cli.imports import import_group, template
from service.cli.serve import serve


@click.group(cls=FriendlyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="hedgerow", prog_name="hedgerow")
def main() -> None:
    """Who has what, where, for young people: gaps, duplication, opportunities."""


for command in (serve, doctor, load_demo, template, import_group, findings):
    main.add_command(command)
