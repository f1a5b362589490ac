"""``hedgerow export county``."""

from __future__ import annotations

import zipfile
from pathlib import Path

from click.testing import CliRunner

from graph.store import open_store
from service.cli import main
from tests.builders import an_organisation


def test_the_command_writes_the_archive_and_says_what_is_in_it(tmp_path: Path) -> None:
    data, file = tmp_path / "data", tmp_path / "county.zip"
    with open_store(data=data) as store:
        store.write([an_organisation("here")], by="test", message="Here")
        environment = {"HEDGEROW_DATA": str(data), "NEO4J_URI": ""}
        done = CliRunner().invoke(main, ["export", "county", str(file)], env=environment)
        assert done.exit_code == 0, done.output
        assert "1  organisations" in done.output
        assert zipfile.is_zipfile(file)
        nowhere = tmp_path / "no such folder" / "county.zip"
        failed = CliRunner().invoke(main, ["export", "county", str(nowhere)], env=environment)
        assert failed.exit_code == 2
        assert "there is no folder" in failed.output
