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


POST = {
    "HEDGEROW_SMTP": "mail.example.org:2525",
    "HEDGEROW_SMTP_USERNAME": "hedge",
    "HEDGEROW_SMTP_PASSWORD": "s3cret",
    "HEDGEROW_MAIL_FROM": "Youth register <Post@Example.org>",
}


def test_the_mail_server_is_read_with_its_port_its_user_and_who_letters_are_from():
    mail = Config.from_env(POST).mail
    assert (mail.host, mail.port, mail.security.value) == ("mail.example.org", 2525, "starttls")
    assert (mail.username, mail.password) == ("hedge", "s3cret")
    assert (mail.sender_name, mail.sender) == ("Youth register", "post@example.org")
    assert not Config.from_env({}).mail.is_set


@pytest.mark.parametrize(("security", "port"), [("starttls", 587), ("tls", 465)])
def test_a_mail_server_without_a_port_has_the_one_of_its_security(security, port):
    env = {**POST, "HEDGEROW_SMTP": "mail.example.org", "HEDGEROW_SMTP_SECURITY": security}
    assert Config.from_env(env).mail.port == port


def test_no_password_is_told_to_a_mail_server_elsewhere_without_security():
    env = {**POST, "HEDGEROW_SMTP_SECURITY": "none"}
    with pytest.raises(ConfigError, match="must be starttls or tls") as caught:
        Config.from_env(env)
    assert "s3cret" not in str(caught.value)
    here = Config.from_env({**env, "HEDGEROW_SMTP": "127.0.0.1:2525"})
    assert here.mail.password == "s3cret"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HEDGEROW_SMTP", "smtp://mail.example.org"),
        ("HEDGEROW_SMTP", "mail.example.org:port"),
        ("HEDGEROW_SMTP", "hedge:s3cret@mail.example.org"),
        ("HEDGEROW_SMTP_SECURITY", "ssl"),
        ("HEDGEROW_SMTP_USERNAME", ""),
        ("HEDGEROW_MAIL_FROM", "somebody"),
        ("HEDGEROW_MAIL_FROM", ""),
        ("HEDGEROW_URL", "hedgerow.example.org"),
        ("HEDGEROW_URL", "https://hedgerow.example.org/there"),
        ("HEDGEROW_URL", "https://somebody@hedgerow.example.org"),
        ("HEDGEROW_URL", "https://unknown.example.org"),
    ],
)
def test_what_is_wrong_with_the_post_is_told_by_its_name(name, value):
    with pytest.raises(ConfigError, match=name) as caught:
        Config.from_env({**POST, name: value})
    assert "s3cret" not in str(caught.value)


def test_links_in_letters_begin_with_the_public_address():
    env = {"HEDGEROW_URL": "https://map.example.org/", "HEDGEROW_TRUSTED_HOSTS": "map.example.org"}
    assert Config.from_env(env).address == "https://map.example.org"
    assert Config(host="::1", port=80).address == "http://[::1]:80"
    assert Config().address == "http://127.0.0.1:8000"


def test_what_settings_look_like_in_a_log_holds_no_secret():
    env = {**POST, "HEDGEROW_SECRET_KEY": "s3cret-key", "NEO4J_PASSWORD": "s3cret-too"}
    assert "s3cret" not in repr(Config.from_env(env))
