"""``python -m service.cli`` is ``hedgerow``."""

from service.cli import main

main(prog_name="hedgerow")
