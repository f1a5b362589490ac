"""The settings: defaults, every name, and all problems at once."""

from pathlib import Path

import pytest

from service.config import Config, ConfigError


def test_an_empty_environment_gives_the_documented_defaults():
    config = Config.from_env({})
    assert (config.data, config.host, config.port) == (Path("var"), "127.0.0.1", 8000)
    assert (config.neo4j_uri, config.neo4j_username, config.tiles) == ("", "neo4j", "")
    assert config.upload_bytes == 64 * 1024 * 1024


def test_every_setting_is_read_by_its_name():
    config = Config.from_env(
        {
            "HEDGEROW_DATA": "/tmp/elsewhere",
            "HEDGEROW_PORT": "8080",
            "HEDGEROW_HOST": "0.0.0.0",
            "HEDGEROW_TILES": "https://tiles.example.org/{z}/{x}/{y}.png",
            "HEDGEROW_TILES_ATTRIBUTION": "© Example",
            "HEDGEROW_UPLOAD_MIB": "10",
            "HEDGEROW_TRUSTED_HOSTS": "map.example.org, www.example.org",
            "NEO4J_URI": "neo4j://graph.example.org:7687",
            "NEO4J_USERNAME": "hedge",
            "NEO4J_PASSWORD": "secret",
            "NEO4J_DATABASE": "youth",
        }
    )
    assert config.port == 8080
    assert config.trusted_hosts == ("map.example.org", "www.example.org")
    assert config.neo4j_database == "youth"
    assert config.tiles_attribution == "© Example"


def test_all_problems_are_reported_at_once():
    with pytest.raises(ConfigError) as caught:
        Config.from_env(
            {
                "HEDGEROW_PORT": "eighty",
                "HEDGEROW_TILES": "https://tiles.example.org/",
                "NEO4J_URI": "http://graph.example.org",
            }
        )
    problems = "\n".join(caught.value.problems)
    for name in ("HEDGEROW_PORT", "HEDGEROW_TILES", "NEO4J_URI", "NEO4J_PASSWORD"):
        assert name in problems


@pytest.mark.parametrize("port", ["-1", "65536", "8000.0", "８０００x"])
def test_a_port_that_is_none_is_refused_with_the_range(port):
    with pytest.raises(ConfigError, match="from 0 to 65,535"):
        Config.from_env({"HEDGEROW_PORT": port})


@pytest.mark.parametrize(
    "uri", ["bolt://[::bad", "bolt://name:99999", "bolt://name:0", "bolt://", "neo4j://:7687"]
)
def test_what_is_no_address_of_a_graph_is_refused_in_one_line(uri):
    with pytest.raises(ConfigError, match="NEO4J_URI is not an address"):
        Config.from_env({"NEO4J_URI": uri, "NEO4J_PASSWORD": "x"})


@pytest.mark.parametrize("uri", ["bolt://hedge:s3cret@name:7687", "hedge:s3cret@name"])
def test_a_password_within_the_address_is_refused_and_never_shown(uri):
    with pytest.raises(ConfigError) as caught:
        Config.from_env({"NEO4J_URI": uri, "NEO4J_PASSWORD": "x"})
    assert "NEO4J_PASSWORD" in str(caught.value)
    assert "s3cret" not in str(caught.value)
