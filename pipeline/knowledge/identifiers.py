"""Wikidata identifiers of the countries, and of the organizations that news names most.

Every identifier is one that a published source gives together with the name; memory is none. The
file names them, two and more where they agree:

- country-coder: the borders of @rapideditor/country-coder 5.6.1 (npm, ISC), with ISO 3166 codes.
- rigour: the territories of rigour 2.6.1 (PyPI, MIT), with ISO 3166 codes.
- name-suggestion-index: names and descriptions of Wikidata in name-suggestion-index 8.0.20260918
  (npm, BSD-3-Clause).
- supraverden: the list of supranational bodies of github.com/confirmordeny/supraverden.
- knowledgenet: mentions in KnowledgeNet (github.com/diffbot/knowledge-net, CC BY-SA 4.0).
- impresso: news agencies of the project impresso, in its recogniser's `WIKIDATA_IDs`.
- outlets: news sites whose items of Wikidata name that site, in a published audit of outlets.
- middleeast.events, opentapioca, spocwiki: single items in published exports of Wikidata.
- code: identifiers that public source code on GitHub gives together with the name.
"""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from pipeline.knowledge.data_files import read_rows

__all__ = ["wikidata_ids"]


@cache
def wikidata_ids() -> Mapping[str, str]:
    """The Wikidata identifiers that are known, by entity.

    >>> wikidata_ids()["SRB"], wikidata_ids()["org:nato"]
    ('Q403', 'Q7184')
    """
    rows = read_rows("identifiers", ("entity_id", "wikidata", "sources"))
    return MappingProxyType({row["entity_id"]: row["wikidata"] for row in rows})
