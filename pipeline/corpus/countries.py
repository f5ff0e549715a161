"""The table of countries: how often each is named, by its name, its people or its government."""

from collections import Counter, defaultdict
from typing import Any

import pyarrow as pa

from pipeline import tables
from pipeline.corpus.appearances import Corpus
from pipeline.corpus.entities import rows
from pipeline.corpus.identifiers import OwnIdentifiers, identify
from pipeline.corpus.names import EntityNames
from pipeline.knowledge import countries as knowledge

__all__ = ["list_countries"]

_WAYS = ("name", "demonym", "metonym")


def list_countries(
    corpus: Corpus, named: dict[str, EntityNames], mentions: pa.Table, own: OwnIdentifiers
) -> pa.Table:
    """Make the table of countries, the most mentioned first.

    A mention counts for the country that it names, or else for the one that it stands for. So "the
    Kremlin", an organization, counts as a metonym of Russia.
    """
    names = {id_: known.name for id_, known in named.items() if known.type == "country"}
    found: list[tuple[str, str, str | None]] = []
    for doc_id, entity_id, country, way in rows(
        mentions, "doc_id", "entity_id", "country", "country_by"
    ):
        iso3 = country or (entity_id if entity_id in names else None)
        if iso3 is not None:
            found.append((iso3, doc_id, way if country else None))
    seen = corpus.appearances((iso3, doc_id) for iso3, doc_id, _ in found)
    ways: defaultdict[str, Counter[str | None]] = defaultdict(Counter)
    for iso3, doc_id, way in found:
        if doc_id in seen[iso3].counted:
            ways[iso3][way] += 1
    listed = [
        {
            **_facts(iso3, names.get(iso3, iso3)),
            **{f"by_{way}": ways[iso3][way] for way in _WAYS},
            **(seen.get(iso3) or corpus.nowhere(iso3)).columns(),
            **identify(iso3, "country", _names(iso3, named), own),
        }
        for iso3 in sorted({*names, *seen})
    ]
    listed.sort(key=lambda row: (-row["mentions"], row["entity_id"]))
    return tables.from_rows("countries", listed)


def _names(iso3: str, named: dict[str, EntityNames]) -> list[str]:
    country = knowledge.countries().get(iso3)
    known = [country.name, *country.aliases] if country else []
    return [*known, *(named[iso3].names if iso3 in named else [])]


def _facts(iso3: str, name: str) -> dict[str, Any]:
    country = knowledge.countries().get(iso3)
    return {
        "entity_id": iso3,
        "name": country.name if country else name,
        "iso2": (country.iso2 or None) if country else None,
        "iso3": iso3,
        "region": (country.region or None) if country else None,
    }
