"""Links entities of documents that tests build by hand, in one round."""

from collections.abc import Iterable, Mapping
from itertools import count

import pyarrow as pa

from pipeline.corpus.contexts import NOTHING, Context
from pipeline.corpus.entities import Canonical, LocalEntity
from pipeline.corpus.facts import facts_of
from pipeline.corpus.organizations_linking import link_organizations
from pipeline.corpus.people_linking import link_people
from pipeline.corpus.store import Store

Links = dict[tuple[str, str], Canonical]


def facts(
    entities: Iterable[LocalEntity], contexts: Mapping[str, Context] | None = None
) -> pa.Table:
    """Facts as `collect_facts` gives them."""
    found = sorted(entities, key=lambda e: (e.doc_id, e.entity_id))
    known = {e.doc_id: NOTHING for e in found} | dict(contexts or {})
    return facts_of(found, known)


def link(
    entities: Iterable[LocalEntity],
    contexts: Mapping[str, Context] | None = None,
    *,
    repeated: Iterable[str] = (),
) -> Links:
    """The entity of the corpus for each document and entity."""
    store = Store()
    store.add(facts(entities, contexts), set(repeated))
    store.order()
    uses = store.uses()
    numbers = count(1)
    link_people(store, [u for u in uses if u.named.type == "person"], numbers)
    link_organizations(store, [u for u in uses if u.named.type == "organization"], numbers)
    store.apply()
    store.finish()
    rows = store.links_of_part(0).to_pylist()
    store.close()
    return {
        (row["doc_id"], row["entity_id"]): Canonical(row["linked_id"], row["linked_name"])
        for row in rows
        if row["entity_id"] is not None
    }
