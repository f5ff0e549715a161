"""Identifiers of Wikidata."""

import re

from pipeline.knowledge.countries import countries
from pipeline.knowledge.data_files import read_rows
from pipeline.knowledge.identifiers import wikidata_ids
from pipeline.knowledge.names import slug
from pipeline.knowledge.organizations import organizations

ROWS = list(read_rows("identifiers", ["entity_id", "wikidata", "sources"]))


def test_every_country_has_one():
    assert set(countries()) <= set(wikidata_ids())
    known = {"XKX": "Q1246", "TWN": "Q865", "PSE": "Q219060", "DNK": "Q35", "NLD": "Q55"}
    assert {iso3: wikidata_ids()[iso3] for iso3 in known} == known


def test_the_others_are_of_known_organizations():
    known = {f"org:{slug(name)}" for name in organizations()}
    assert set(wikidata_ids()) - set(countries()) <= known


def test_an_identifier_is_of_one_entity_and_has_a_source():
    assert len({row["wikidata"] for row in ROWS}) == len(ROWS)
    assert [row for row in ROWS if not re.fullmatch("Q[1-9][0-9]*", row["wikidata"])] == []
    assert [row for row in ROWS if not row["sources"]] == []
