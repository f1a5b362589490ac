"""What people deploy with: no secret in a file, nothing open to the world, health asked after."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

yaml = pytest.importorskip("yaml", reason="PyYAML comes with pre-commit")

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "compose.yaml").read_text(encoding="utf-8")
SERVICES = yaml.safe_load(TEXT)["services"]


def test_hedgerow_and_neo4j_are_both_asked_after_their_health() -> None:
    assert set(SERVICES) == {"hedgerow", "neo4j"}
    assert all(service["healthcheck"]["test"] for service in SERVICES.values())
    assert "/healthz" in str(SERVICES["hedgerow"]["healthcheck"]["test"])
    assert SERVICES["hedgerow"]["depends_on"]["neo4j"]["condition"] == "service_healthy"


def test_secrets_come_from_the_environment_and_must_be_set() -> None:
    for service in SERVICES.values():
        for name, value in service["environment"].items():
            if re.search("PASSWORD|SECRET|AUTH", name):
                assert re.search(r"\$\{\w+:\?[^}]+\}", value), name


def test_ports_are_on_the_loopback_and_neo4j_has_none() -> None:
    assert all(port.startswith("127.0.0.1:") for port in SERVICES["hedgerow"]["ports"])
    assert "ports" not in SERVICES["neo4j"]


def test_each_has_a_volume_of_its_own() -> None:
    volumes = set(yaml.safe_load(TEXT)["volumes"])
    for service in SERVICES.values():
        (mounted,) = service["volumes"]
        volumes.remove(mounted.split(":")[0])
    assert not volumes


def test_neo4j_is_the_version_that_the_tests_run_on() -> None:
    pom = (ROOT / "tests" / "neo4j" / "pom.xml").read_text(encoding="utf-8")
    tested = re.search(r"<neo4j.version>(\d+\.\d+)\.", pom)
    assert tested is not None
    assert SERVICES["neo4j"]["image"] == f"neo4j:{tested[1]}-community"


def test_the_container_runs_as_nobody_in_particular_and_copies_what_it_needs() -> None:
    docker = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    last = docker.split("\nFROM ")[-1]
    assert re.search(r"^USER hedgerow$", last, re.MULTILINE)
    for copied in re.findall(r"^COPY (?!--from)(.+) \S+$", docker, re.MULTILINE):
        for part in copied.split():
            assert (ROOT / part).exists(), part
