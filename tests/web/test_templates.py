"""Every template gets what it names: found by reading the templates, not by luck."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

from jinja2 import Environment, StrictUndefined, meta, nodes

import service.views
from service.pages import Page

TEMPLATES = Path(service.views.__file__).parent.parent / "templates"
EVERYWHERE = {"page", "frame"}


def pages(kind: type[Page] = Page) -> list[type[Page]]:
    found = []
    for below in kind.__subclasses__():
        found += [below, *pages(below)]
    return [page for page in found if page.__module__.startswith("service.")]


def named_in(environment: Environment, name: str) -> set[str]:
    """What a template and those it extends or includes ask for."""
    text = (TEMPLATES / name).read_text(encoding="utf-8")
    tree = environment.parse(text)
    imported = {
        alias if isinstance(alias, str) else alias[1]
        for node in tree.find_all(nodes.FromImport)
        for alias in node.names
    }
    own = {macro.name for macro in tree.find_all(nodes.Macro)}
    wanted = set(meta.find_undeclared_variables(tree)) - imported - own
    for other in meta.find_referenced_templates(tree):
        assert other, f"{name} names a template by a variable"
        if f'from "{other}"' not in text:  # macros bring nothing of the page with them
            wanted |= named_in(environment, other)
    return wanted


def test_every_page_gives_its_template_all_that_it_names(app):
    given_everywhere = EVERYWHERE | set(app.jinja_env.globals) | {"request", "session", "g"}
    assert len(pages()) >= 10
    for page in pages():
        given = {field.name for field in fields(page)} | given_everywhere
        missing = named_in(app.jinja_env, page.template) - given
        assert not missing, f"{page.__name__} does not give {page.template} {sorted(missing)}"


def test_macros_use_only_what_they_are_given(app):
    for path in sorted((TEMPLATES / "components").glob("*.html")):
        text = path.read_text(encoding="utf-8")
        if "{% macro" not in text:
            continue  # an included piece, read with the pages that include it
        asked = meta.find_undeclared_variables(app.jinja_env.parse(text))
        assert asked <= set(app.jinja_env.globals), f"{path.name} asks for {sorted(asked)}"


def test_every_template_is_used(app):
    used = {page.template for page in pages()}
    for name in [str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html")]:
        tree = app.jinja_env.parse((TEMPLATES / name).read_text(encoding="utf-8"))
        used |= {other for other in meta.find_referenced_templates(tree) if other}
    there = {path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html")}
    assert there - used == set()


def test_an_unknown_name_in_a_template_is_an_error(app):
    assert app.jinja_env.undefined is StrictUndefined


def test_no_template_turns_escaping_off():
    for path in TEMPLATES.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "|safe" not in text.replace(" ", ""), path
        assert "autoescape" not in text, path
