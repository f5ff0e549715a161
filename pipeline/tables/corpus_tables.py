"""The tables of the corpus: what most people open."""

import pyarrow as pa

from pipeline.tables import vocabulary
from pipeline.tables.schema import INT, SCORE, STRING, STRINGS, TIME, Column, Reference, TableSpec
from pipeline.tables.stage_tables import ENTITY_TABLES

__all__ = ["COUNTRIES", "ORGANIZATIONS", "PEOPLE", "WHO_SAID_WHAT"]

_COUNT = pa.int64()
_ROLES = pa.list_(
    pa.struct(
        [
            pa.field("title", STRING),
            pa.field("of_id", STRING),
            pa.field("of", STRING),
            pa.field("status", STRING),
            pa.field("first_seen", TIME),
            pa.field("last_seen", TIME),
            pa.field("documents", pa.int64()),
        ]
    )
)
_IDENTIFIERS = (
    Column("wikidata", STRING, 'Its identifier in Wikidata: "Q458".', nullable=True),
    Column("own_id", STRING, "Its identifier in the list that the run was given.", nullable=True),
)
_DOCUMENTS = Column("documents", _COUNT, "Number of documents with a mention of it.")
_SEEN = (
    Column("first_seen", TIME, "Date of the first document that mentions it.", nullable=True),
    Column("last_seen", TIME, "Date of the last document that mentions it.", nullable=True),
)

PEOPLE = TableSpec(
    name="people",
    description="A person, over all documents.",
    stage="tables",
    key=("entity_id",),
    columns=(
        Column("entity_id", STRING, "Id of the person: `person:aleksandar-vucic`."),
        Column("name", STRING, "Canonical name."),
        Column("aliases", STRINGS, "The other names used for the person."),
        Column(
            "titles",
            STRINGS,
            'Titles of the person, without the country and without "former": "President".',
        ),
        Column(
            "countries", STRINGS, "ISO 3166-1 alpha-3 codes of the countries the person acts for."
        ),
        Column("mentions", _COUNT, "Number of mentions, by name, description or pronoun."),
        _DOCUMENTS,
        Column("quotes", _COUNT, "Number of quotes whose speaker the person is."),
        *_SEEN,
        Column(
            "roles",
            _ROLES,
            "Each title, with the country or organization that it is held in where the texts tell, "
            "its status, and the dates of the first and the last document that say so.",
        ),
        *_IDENTIFIERS,
    ),
)

COUNTRIES = TableSpec(
    name="countries",
    description="A country, over all documents.",
    stage="tables",
    key=("entity_id",),
    columns=(
        Column("entity_id", STRING, "Id of the country: its ISO 3166-1 alpha-3 code."),
        Column("name", STRING, "Name in common use."),
        Column("iso2", STRING, "ISO 3166-1 alpha-2 code.", nullable=True),
        Column("iso3", STRING, "ISO 3166-1 alpha-3 code."),
        Column("region", STRING, "Part of the world in which it lies.", nullable=True),
        Column("mentions", _COUNT, "Number of mentions, of every kind."),
        Column("by_name", _COUNT, "Number of mentions by its name."),
        Column("by_demonym", _COUNT, 'Number of mentions by the name of its people: "Serbian".'),
        Column(
            "by_metonym",
            _COUNT,
            'Number of mentions by a city or house that stands for its government: "Moscow".',
        ),
        _DOCUMENTS,
        Column("quotes", _COUNT, "Number of quotes whose speaker its government is."),
        *_SEEN,
        *_IDENTIFIERS,
    ),
)

ORGANIZATIONS = TableSpec(
    name="organizations",
    description="An organization, over all documents.",
    stage="tables",
    key=("entity_id",),
    columns=(
        Column("entity_id", STRING, "Id of the organization: `org:european-union`."),
        Column("name", STRING, "Canonical name."),
        Column("acronym", STRING, 'Its acronym: "EU".', nullable=True),
        Column("aliases", STRINGS, "The other names used for it."),
        Column("mentions", _COUNT, "Number of mentions, by name, description or pronoun."),
        _DOCUMENTS,
        Column("quotes", _COUNT, "Number of quotes whose speaker it is."),
        *_SEEN,
        *_IDENTIFIERS,
    ),
)

WHO_SAID_WHAT = TableSpec(
    name="who_said_what",
    description="A quote in speech or writing, with its speaker and its article.",
    stage="tables",
    key=("doc_id", "quote_id"),
    sort=("doc_id", "quote_id"),
    references=(
        Reference(("doc_id",), ("documents",), ("doc_id",)),
        Reference(("doc_id", "quote_id"), ("quotes",), ("doc_id", "quote_id")),
        Reference(("speaker_id",), ENTITY_TABLES, ("entity_id",)),
    ),
    columns=(
        Column("published", TIME, "When the article was published.", nullable=True),
        Column("publisher", STRING, "Who published the article.", nullable=True),
        Column("title", STRING, "Headline of the article.", nullable=True),
        Column("url", STRING, "Where the article was published.", nullable=True),
        Column("speaker", STRING, "Canonical name of the speaker.", nullable=True),
        Column("speaker_type", STRING, "What the speaker is.", values=vocabulary.SPEAKER_TYPES),
        Column("speaker_title", STRING, 'Title of the speaker: "President".', nullable=True),
        Column("source", STRING, "The words of the text for the speaker.", nullable=True),
        Column("cue_lemma", STRING, 'Lemma of the verb of saying: "say".', nullable=True),
        Column(
            "kind",
            STRING,
            "Whether all of it, nothing of it or a part of it stands in quotation marks.",
            values=vocabulary.QUOTE_KINDS,
        ),
        Column("quote", STRING, "What was said."),
        Column("about", STRINGS, "Canonical names of those named in it."),
        Column("speaker_id", STRING, "The entity that speaks.", nullable=True),
        Column("doc_id", STRING, "The document it stands in."),
        Column("quote_id", INT, "Number of the quote in the document, from 0."),
        Column("score", SCORE, "How sure content and attribution are, 0 to 1."),
        Column(
            "quote_group",
            STRING,
            "What quotes of different articles share that are the same; null where no other is.",
            nullable=True,
        ),
        Column(
            "also_published_by",
            STRINGS,
            "The other publishers of the documents that repeat the article.",
        ),
        Column("reprints", INT, "Number of documents that repeat the article."),
    ),
)
