"""The settings that are kept are those that the training writes."""

from __future__ import annotations

from benchmarks.training import (
    DECLARED,
    DIGESTS,
    NEARBY,
    SETTINGS,
    activity_settings,
    as_written,
    by_name,
    digests,
)
from graph.analysis.matching.comparisons import BLOCKED, COMPARED
from graph.analysis.matching.prediction import settings_of
from graph.analysis.sameness.facts import Kind


def test_nobody_edited_the_settings_since_they_were_trained() -> None:
    assert (SETTINGS / DIGESTS).read_text("utf-8") == digests()


def test_training_activities_again_gives_what_is_kept_letter_by_letter() -> None:
    learnt = activity_settings(by_name(settings_of(Kind.ORGANISATION)))
    assert as_written(learnt) == (SETTINGS / "activity.json").read_text("utf-8")


def test_what_is_compared_is_what_the_settings_were_trained_for() -> None:
    for kind, compared in COMPARED.items():
        kept = settings_of(kind)["comparisons"]
        assert [*map(_told, kept)] == [*map(_told, compared)]
        rules = settings_of(kind)["blocking_rules_to_generate_predictions"]
        assert [rule["blocking_rule"] for rule in rules] == [
            rule["blocking_rule"] for rule in BLOCKED[kind]
        ]


def test_what_is_declared_stands_in_the_settings_as_it_is_declared() -> None:
    kept = by_name(settings_of(Kind.ORGANISATION))
    for name, (one, two) in DECLARED.items():
        levels = [each for each in kept[name]["comparison_levels"] if not each.get("is_null_level")]
        assert [each["m_probability"] for each in levels] == [*one]
        assert [each["u_probability"] for each in levels] == [*two]
    distance = by_name(settings_of(Kind.SITE))["distance"]["comparison_levels"][1:]
    assert [each["u_probability"] for each in distance] == [*DECLARED[NEARBY[1]][1]]


def _told(comparison: dict[str, object]) -> tuple[object, list[list[object]]]:
    levels = comparison["comparison_levels"]
    assert isinstance(levels, list)
    return comparison["output_column_name"], [
        [level["sql_condition"], level["label_for_charts"]] for level in levels
    ]
