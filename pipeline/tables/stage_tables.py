"""The tables of the first four stages: one row per thing found, in the order of the stages."""

import pyarrow as pa

from pipeline.tables import vocabulary
from pipeline.tables.schema import (
    INT,
    SCORE,
    STRING,
    STRINGS,
    TIME,
    Column,
    Reference,
    Span,
    TableSpec,
)

__all__ = [
    "DOCUMENTS",
    "DOC_ID",
    "ENTITY_TABLES",
    "MENTIONS",
    "QUOTES",
    "REJECTS",
    "SENTENCES",
    "TO_DOCUMENT",
    "TO_SENTENCE",
    "to_entity",
]

ENTITY_TABLES = ("people", "countries", "organizations")

_SPANS = pa.list_(pa.struct([pa.field("start", INT), pa.field("end", INT)]))
DOC_ID = Column("doc_id", STRING, "The document it stands in.")
TO_DOCUMENT = Reference(("doc_id",), ("documents",), ("doc_id",))
TO_SENTENCE = Reference(("doc_id", "sentence_id"), ("sentences",), ("doc_id", "sentence_id"))


def to_entity(column: str) -> Reference:
    """That a column holds the id of an entity of the corpus."""
    return Reference((column,), ENTITY_TABLES, ("entity_id",))


DOCUMENTS = TableSpec(
    name="documents",
    description="An article, in the order of the input.",
    stage="load",
    key=("doc_id",),
    references=(Reference(("duplicate_of",), ("documents",), ("doc_id",)),),
    columns=(
        Column(
            "doc_id",
            STRING,
            "The record's own id where it has one, else one derived from its content.",
        ),
        Column(
            "source",
            STRING,
            "Path relative to the corpus root; `file.jsonl#record-id` for a record in a container.",
        ),
        Column("title", STRING, "The headline.", nullable=True),
        Column("authors", STRINGS, "Names in the byline.", nullable=True),
        Column("agency", STRING, "News agency that wrote it: AFP, AP, Reuters.", nullable=True),
        Column(
            "publisher",
            STRING,
            "Who published it; the host of its URL where nothing better is known.",
            nullable=True,
        ),
        Column("published", TIME, "When it was published.", nullable=True),
        Column("url", STRING, "Where it was published.", nullable=True),
        Column("language", STRING, "Language of the text, ISO 639-1.", nullable=True),
        Column(
            "text",
            STRING,
            "The headline as the first paragraph, then the body; a blank line between paragraphs.",
        ),
        Column("n_words", INT, "Number of words of the text."),
        Column("sha256", STRING, "SHA-256 of the text in UTF-8, in hexadecimal digits."),
        Column(
            "duplicate_of",
            STRING,
            "The first document with the same or nearly the same text.",
            nullable=True,
        ),
        Column(
            "also_published_by",
            STRINGS,
            "The other publishers of the documents that repeat this one; null for a repetition.",
            nullable=True,
        ),
        Column(
            "reprints",
            INT,
            "Number of documents that repeat this one; null for a repetition.",
            nullable=True,
        ),
    ),
)

REJECTS = TableSpec(
    name="rejects",
    description="An input that gave no document; every input is here or in documents.",
    stage="load",
    columns=(
        Column("source", STRING, "Path of the input, written as in documents."),
        Column("reason", STRING, "Why it was refused.", values=vocabulary.REJECT_REASONS),
        Column("detail", STRING, "What exactly was found, in words.", nullable=True),
        Column("bytes", pa.int64(), "Size of the input in bytes.", nullable=True),
    ),
)

SENTENCES = TableSpec(
    name="sentences",
    description="A sentence; a headline is one of its own.",
    stage="sentences",
    key=("doc_id", "sentence_id"),
    sort=("doc_id", "start"),
    references=(TO_DOCUMENT,),
    spans=(Span("start", "end", "text"),),
    columns=(
        DOC_ID,
        Column("sentence_id", INT, "Number of the sentence in the document, from 0."),
        Column("paragraph_id", INT, "Number of the paragraph in the document, from 0."),
        Column("start", INT, "Offset of its first character in the text."),
        Column("end", INT, "Offset after its last character."),
        Column("text", STRING, "The sentence as it stands in the text."),
    ),
)

MENTIONS = TableSpec(
    name="mentions",
    description="A name, description or pronoun that stands for an entity, or another named thing.",
    stage="ner",
    key=("doc_id", "mention_id"),
    sort=("doc_id", "start"),
    references=(TO_DOCUMENT, TO_SENTENCE, to_entity("entity_id")),
    spans=(Span("start", "end", "text"),),
    columns=(
        DOC_ID,
        Column("mention_id", INT, "Number of the mention in the document, from 0."),
        Column("sentence_id", INT, "The sentence it stands in."),
        Column("start", INT, "Offset of its first character in the text."),
        Column("end", INT, "Offset after its last character."),
        Column("text", STRING, "The mention as it stands in the text, without titles."),
        Column(
            "label",
            STRING,
            "What kind of thing it is, by the names of OntoNotes; null for an unresolved pronoun.",
            nullable=True,
            values=vocabulary.LABELS,
        ),
        Column(
            "kind",
            STRING,
            'A name, a nominal ("the minister") or a pronoun.',
            values=vocabulary.MENTION_KINDS,
        ),
        Column(
            "entity_id",
            STRING,
            "The person, country or organization it stands for; null when that is nothing known.",
            nullable=True,
        ),
        Column(
            "country",
            STRING,
            "ISO 3166-1 alpha-3 code of the country that it names or that it stands for.",
            nullable=True,
        ),
        Column(
            "country_by",
            STRING,
            'How it tells the country: by name, demonym ("Serbian") or metonym ("the Kremlin").',
            nullable=True,
            values=vocabulary.COUNTRY_SIGNS,
        ),
        Column("score", SCORE, "How sure the mention is, 0 to 1.", nullable=True),
        Column("entity_name", STRING, "Canonical name of the entity.", nullable=True),
        Column(
            "entity_type",
            STRING,
            "What the entity is.",
            nullable=True,
            values=vocabulary.ENTITY_TYPES,
        ),
        Column(
            "title",
            STRING,
            'Title that stands with the name, without the country: "President".',
            nullable=True,
        ),
        Column(
            "members",
            STRINGS,
            'The ids of those whom a group means: "the two leaders", "they"; null for others.',
            nullable=True,
        ),
    ),
)

QUOTES = TableSpec(
    name="quotes",
    description="What the text says that somebody said, wrote, thought or plans, and who that is.",
    stage="quotes",
    key=("doc_id", "quote_id"),
    sort=("doc_id", "content_start"),
    references=(TO_DOCUMENT, TO_SENTENCE, to_entity("speaker_id")),
    spans=(
        Span("content_start", "content_end"),
        Span("cue_start", "cue_end", "cue"),
        Span("source_start", "source_end", "source"),
        Span("antecedent_start", "antecedent_end"),
        Span("addressee_start", "addressee_end", "addressee"),
        Span("occasion_start", "occasion_end", "occasion"),
    ),
    columns=(
        DOC_ID,
        Column("quote_id", INT, "Number of the quote in the document, from 0."),
        Column("sentence_id", INT, "The sentence in which it begins."),
        Column(
            "kind",
            STRING,
            "Whether all of it, nothing of it or a part of it stands in quotation marks.",
            values=vocabulary.QUOTE_KINDS,
        ),
        Column(
            "act",
            STRING,
            "Whether it was said, written, thought or planned.",
            values=vocabulary.ACTS,
        ),
        Column("content", STRING, "What was said: the texts of content_spans, joined by a space."),
        Column("content_start", INT, "Offset of the first character of the content."),
        Column("content_end", INT, "Offset after the last character of the content."),
        Column(
            "content_spans", _SPANS, "Parts of the content; more than one where the tag splits it."
        ),
        Column("cue", STRING, 'The words that tell of the saying: "said".', nullable=True),
        Column("cue_lemma", STRING, 'Lemma of the cue: "say".', nullable=True),
        Column("cue_start", INT, "Offset of the first character of the cue.", nullable=True),
        Column("cue_end", INT, "Offset after the last character of the cue.", nullable=True),
        Column("source", STRING, 'The words for the speaker: "he", "the Kremlin".', nullable=True),
        Column("source_start", INT, "Offset of the first character of the source.", nullable=True),
        Column("source_end", INT, "Offset after the last character of the source.", nullable=True),
        Column("speaker_id", STRING, "The entity that speaks.", nullable=True),
        Column("speaker", STRING, "Canonical name of the speaker.", nullable=True),
        Column("speaker_type", STRING, "What the speaker is.", values=vocabulary.SPEAKER_TYPES),
        Column("resolved_by", STRING, "What led to the speaker.", values=vocabulary.RESOLUTIONS),
        Column(
            "antecedent_start",
            INT,
            "Offset of the first character of the mention that the source was resolved to.",
            nullable=True,
        ),
        Column(
            "antecedent_end", INT, "Offset after the last character of that mention.", nullable=True
        ),
        Column("speaks_for", STRING, "For whom a spokesperson speaks.", nullable=True),
        Column("addressee", STRING, 'To whom it was said: "Reuters".', nullable=True),
        Column("score", SCORE, "How sure content and attribution are, 0 to 1."),
        Column("speaker_score", SCORE, "How sure the speaker is, 0 to 1.", nullable=True),
        Column(
            "unknown_reason",
            STRING,
            "Why the speaker is unknown; null where the speaker is not.",
            nullable=True,
            values=vocabulary.UNKNOWN_REASONS,
        ),
        Column("addressee_start", INT, "Offset of the addressee's first character.", nullable=True),
        Column("addressee_end", INT, "Offset after its last character.", nullable=True),
        Column("occasion", STRING, 'Where or how it was said: "at a rally".', nullable=True),
        Column("occasion_start", INT, "Offset of the occasion's first character.", nullable=True),
        Column("occasion_end", INT, "Offset after its last character.", nullable=True),
        Column(
            "within", INT, "The quote_id of the quote inside which it is quoted.", nullable=True
        ),
    ),
)
