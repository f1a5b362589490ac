"""The ``hedgerow`` command: one module a noun, each imported when it is asked for.

Exit codes: 0 done; 1 the graph or the machine could not do it; 2 the input was
refused (and the graph is as it was); 130 interrupted.
"""

from __future__ import annotations

from importlib import import_module

import click

COMMANDS = {
    "serve": "service.cli.serve:serve",
    "doctor": "service.cli.doctor:doctor",
    "load-demo": "service.cli.demo:load_demo",
    "template": "service.cli.template:template",
    "import": "service.cli.imports:import_group",
    "check-feed": "service.cli.check_feed:command",
    "findings": "service.cli.findings:findings",
    "what-if": "service.cli.what_if:what_if",
    "export": "service.cli.export:export_group",
    "backup": "service.cli.backup:backup",
    "restore": "service.cli.backup:restore",
    "tidy": "service.cli.tidy:tidy",
    "user": "service.cli.user:user",
    "remind": "service.cli.remind:remind",
    "outbox": "service.cli.outbox:outbox",
    "person": "service.cli.person:person",
}
"""Where each command lives. Imported late: a spreadsheet template needs no database."""


class LateGroup(click.Group):
    """A group that imports a command's module when the command is used, and tells its failures."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The names, in the order in which people meet them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name, None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command = getattr(import_module(module), name)
        assert isinstance(command, click.Command)
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; turn our own errors into lines and an exit code."""
        from service.cli.failures import told

        with told(ctx):
            return super().invoke(ctx)


@click.group(cls=LateGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="hedgerow", prog_name="hedgerow")
def main() -> None:
    """Who has what, where, for young people: gaps, duplication, opportunities."""
