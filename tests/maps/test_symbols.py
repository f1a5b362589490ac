"""The marks: every kind has its own, told apart without colour."""

from __future__ import annotations

import pytest

from graph.analysis.opportunities import Role
from graph.model import AssetKind, Audience, OrganisationKind, Theme, ThemeGroup
from maps.colours import contrast
from maps.spots import SYMBOLS, spot_kind
from maps.symbols import ROLES, Symbol, symbol_of


def test_every_kind_of_thing_has_a_mark_of_its_own_without_colour():
    marks = [(symbol.outline, symbol.drawing) for symbol in SYMBOLS.values()]
    assert len(set(marks)) == len(marks)


def test_every_role_has_a_mark_of_its_own_without_colour():
    assert set(ROLES) == {role.value for role in Role}
    assert len({symbol.drawing for symbol in ROLES.values()}) == len(ROLES)


def test_every_record_of_the_directory_has_a_mark():
    for kind in (*OrganisationKind, *AssetKind, *Theme):
        assert spot_kind(kind) in SYMBOLS


def test_every_asset_theme_group_and_role_has_its_symbol():
    for kind in (*AssetKind, *ThemeGroup, *Role):
        assert symbol_of(kind).label == kind.label
    with pytest.raises(KeyError):
        symbol_of(Audience.GIRLS)


def test_the_drawing_stands_out_from_its_ground():
    for symbol in (*SYMBOLS.values(), *ROLES.values()):
        assert contrast(symbol.fill, "#ffffff") >= 4.5
    with pytest.raises(ValueError, match="does not stand out"):
        Symbol(label="Pale", outline="M0 0Z", fill="#ffe9a8", drawing="M0 0Z")
