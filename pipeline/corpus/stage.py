"""Stage 6: from the tables of single documents to the tables of the corpus."""

from dataclasses import dataclass, fields

from pipeline import tables
from pipeline.corpus.appearances import Corpus
from pipeline.corpus.countries import list_countries
from pipeline.corpus.identifiers import OwnIdentifiers
from pipeline.corpus.linking import link_entities, rewrite, rewrite_members, rewrite_names
from pipeline.corpus.names import name_entities
from pipeline.corpus.organizations import list_organizations
from pipeline.corpus.people import list_people
from pipeline.corpus.who_said_what import list_quotes
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
    links, names = link_entities(documents, mentions, quotes, relations)
    mentions = rewrite(mentions, links, id_column="entity_id", name_column="entity_name")
    mentions = rewrite_members(mentions, links)
    quotes = rewrite(quotes, links, id_column="speaker_id", name_column="speaker")
    quotes = rewrite_names(quotes, names, name_column="speaks_for")
    for end in ("subject", "object"):
        relations = rewrite(relations, links, id_column=f"{end}_id", name_column=end)
    corpus = Corpus(documents, quotes)
    named = name_entities(documents, mentions, quotes, relations)
    own = identifiers or OwnIdentifiers()
    return CorpusTables(
        mentions=mentions,
        quotes=quotes,
        relations=relations,
        people=list_people(corpus, named, documents, mentions, relations, own),
        countries=list_countries(corpus, named, mentions, own),
        organizations=list_organizations(corpus, named, mentions, own),
        who_said_what=list_quotes(corpus, documents, mentions, quotes),
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
