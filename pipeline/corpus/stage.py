"""Stage 6: from the tables of single documents to the tables of the corpus."""

from dataclasses import dataclass, fields

from pipeline import tables
from pipeline.corpus.applying import apply_links
from pipeline.corpus.entities import rows
from pipeline.corpus.facts import collect_facts
from pipeline.corpus.gathering import Gatherer
from pipeline.corpus.identifiers import OwnIdentifiers
from pipeline.corpus.linking import Linker
from pipeline.errors import TableError

__all__ = ["CorpusTables", "build_tables"]


@dataclass(frozen=True, slots=True)
class CorpusTables:
    """The tables of a corpus: those of the stages with linked entities, and those made of them."""

    mentions: tables.Table
    quotes: tables.Table
    relations: tables.Table
    people: tables.Table
    countries: tables.Table
    organizations: tables.Table
    who_said_what: tables.Table

    def by_name(self) -> dict[str, tables.Table]:
        """The tables by their names."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def build_tables(
    documents: tables.Table,
    mentions: tables.Table,
    quotes: tables.Table,
    relations: tables.Table,
    *,
    identifiers: OwnIdentifiers | None = None,
) -> CorpusTables:
    """Link entities across documents, and make the tables of the corpus.

    A person or organization that several documents name, in whatever spelling, gets one id and one
    name. The result does not depend on the order of the documents, and to link its own tables again
    changes nothing. A document that repeats another (`duplicate_of`) is not counted again.

    Args:
        documents: The table `documents`.
        mentions: The table `mentions`.
        quotes: The table `quotes`.
        relations: The table `relations`.
        identifiers: The user's own identifiers; see `read_identifiers`.

    Returns:
        The last three with the ids and names of the corpus, and the tables `people`, `countries`,
        `organizations` and `who_said_what`.

    Raises:
        TableError: A table breaks its contract, or has rows of a document that is not there.
    """
    documents = tables.check("documents", documents)
    mentions = tables.check("mentions", mentions)
    quotes = tables.check("quotes", quotes)
    relations = tables.check("relations", relations)
    _check_documents(documents, mentions=mentions, quotes=quotes, relations=relations)
    repeated = {doc_id for doc_id, first in rows(documents, "doc_id", "duplicate_of") if first}
    doc_ids = [doc_id for (doc_id,) in rows(documents, "doc_id")]
    with Linker() as linker:
        linker.add(collect_facts(documents, mentions, quotes, relations), repeated=repeated)
        linker.link()
        links = linker.links(doc_ids)
    part = apply_links(documents, mentions, quotes, relations, links)
    own = identifiers or OwnIdentifiers()
    with Gatherer() as gatherer:
        gatherer.add(part.evidence)
        return CorpusTables(
            mentions=part.mentions,
            quotes=part.quotes,
            relations=part.relations,
            people=tables.concat("people", gatherer.people(own)),
            countries=tables.concat("countries", gatherer.countries(own)),
            organizations=tables.concat("organizations", gatherer.organizations(own)),
            who_said_what=part.who_said_what,
        )


def _check_documents(documents: tables.Table, **others: tables.Table) -> None:
    """Refuse rows of documents that are not there."""
    known = set(documents["doc_id"].to_pylist())
    for name, table in others.items():
        unknown = [str(doc_id) for doc_id in table["doc_id"].to_pylist() if doc_id not in known]
        if unknown:
            shown = ", ".join(repr(doc_id) for doc_id in sorted(set(unknown))[:3])
            raise TableError(
                f"table {name}, doc_id: {len(unknown)} rows are of documents that the table "
                f"documents lacks: {shown}; remove these rows, or add the documents",
                table=name,
                column="doc_id",
                count=len(unknown),
            )
