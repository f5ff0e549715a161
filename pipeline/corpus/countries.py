"""The table of countries: how often each is named, by its name, its people or its government."""

from typing import Any

from pipeline.corpus.gathered import Gathered
from pipeline.corpus.identifiers import OwnIdentifiers, identify
from pipeline.knowledge.countries import countries

__all__ = ["country_row"]

_WAYS = ("name", "demonym", "metonym")


def country_row(
    iso3: str, name: str | None, known: Gathered, *, own: OwnIdentifiers
) -> dict[str, Any]:
    """What the table of countries says of one, beside where it appears.

    Args:
        iso3: Its code.
        name: Its canonical name, if it is an entity of a document and not only stood for.
        known: What the documents tell.
        own: The user's identifiers.
    """
    country = countries().get(iso3)
    names = [country.name, *country.aliases] if country else []
    if name is not None:
        names += [name, *known.aliases(name)]
    return {
        "entity_id": iso3,
        "name": country.name if country else name or iso3,
        "iso2": (country.iso2 or None) if country else None,
        "iso3": iso3,
        "region": (country.region or None) if country else None,
        **{f"by_{way}": known.ways[way] for way in _WAYS},
        **identify(iso3, "country", names, own),
    }
