import pytest

from pipeline.errors import SettingsError
from pipeline.run.order import MAKES, NEEDS, STAGES, StageRange, parse_stages
from pipeline.tables import TABLES


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (None, STAGES),
        (":", STAGES),
        ("ner", ("ner",)),
        ("quotes:tables", ("quotes", "relations", "tables")),
        (":ner", ("load", "sentences", "ner")),
        ("relations:", ("relations", "tables")),
        (" ner : quotes ", ("ner", "quotes")),
    ],
)
def test_ranges(text: str | None, names: tuple[str, ...]) -> None:
    assert parse_stages(text).names == names


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("split", "there is no stage 'split'; the stages are " + ", ".join(STAGES)),
        ("", "there is no stage ''; the stages are " + ", ".join(STAGES)),
        (
            "tables:ner",
            "stages 'tables:ner' run backwards; ner comes before tables: give ner:tables",
        ),
    ],
)
def test_ranges_that_are_none(text: str, message: str) -> None:
    with pytest.raises(SettingsError) as caught:
        parse_stages(text)
    assert str(caught.value) == message


def test_a_range_knows_what_it_reads_and_makes() -> None:
    later = parse_stages("quotes:tables")
    assert later.reads == ("documents", "sentences", "mentions")
    assert StageRange().reads == ()
    assert set(StageRange().makes) == set(TABLES)
    assert later.by_document == ("quotes", "relations")


def test_each_stage_needs_what_earlier_ones_make() -> None:
    made: set[str] = set()
    for stage in STAGES:
        assert set(NEEDS[stage]) <= made
        made |= set(MAKES[stage])


def test_the_declarations_of_the_tables_name_the_stage_that_makes_them() -> None:
    for stage in STAGES:
        assert {TABLES[name].stage for name in MAKES[stage][:1]} <= {stage, "ner"}
    assert {spec.stage for spec in TABLES.values()} == set(STAGES)
