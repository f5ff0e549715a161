"""The files: sorted, without repetition, and refused where they are damaged."""

import pytest

from pipeline.errors import PipelineError
from pipeline.knowledge.data_files import read_rows, split_cell

COLUMNS = {
    "administrations": ["surname", "iso3"],
    "audience_nouns": ["noun"],
    "channels": ["name", "kind", "act"],
    "cue_acts": ["cue", "kind", "act", "addressee", "past"],
    "document_nouns": ["noun"],
    "occasion_nouns": ["noun", "act", "prepositions", "partner", "bare"],
    "ambiguous_names": ["name", "iso3", "prior", "evidence", "beside"],
    "countries": [
        "iso3", "iso2", "name", "region", "aliases", "adjectives", "people", "capitals",
        "combining",
    ],
    "first_names": ["name", "gender"],
    "houses": ["name", "canonical", "iso3", "kind", "aliases"],
    "metonym_cues": ["word", "role", "weight"],
    "name_words": ["word", "role"],
    "national_forms": ["name", "form"],
    "nicknames": ["nickname", "names"],
    "identifiers": ["entity_id", "wikidata", "sources"],
    "organization_nouns": ["noun", "nominal", "function", "kinds", "kind"],
    "organizations": ["name", "acronym", "aliases", "weak", "kind", "home", "generic"],
    "other_names": ["name", "label"],
    "role_families": ["role", "family"],
    "title_fields": ["title", "field"],
    "titles": ["title", "canonical", "kind", "gender", "nominal", "modifier", "status"],
    "us_states": ["state", "postal", "press"],
}  # fmt: skip
TWO_KEYS = {"ambiguous_names", "metonym_cues", "name_words"}


@pytest.mark.parametrize("name", COLUMNS)
def test_rows_are_sorted_and_told_once(name):
    width = 2 if name in TWO_KEYS else 1
    keys = [tuple(r.values())[:width] for r in read_rows(name, COLUMNS[name])]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("name", COLUMNS)
def test_cells_have_no_blanks_at_their_edges(name):
    for row in read_rows(name, COLUMNS[name]):
        for cell in row.values():
            assert all(part == part.strip() != "" for part in split_cell(cell))


def test_another_header_is_refused():
    with pytest.raises(PipelineError, match=r"first_names\.csv has the columns"):
        list(read_rows("first_names", ["name"]))
