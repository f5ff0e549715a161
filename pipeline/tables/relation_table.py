"""The table of relations: roles, affiliations, places and events."""

import pyarrow as pa

from pipeline.tables import vocabulary
from pipeline.tables.schema import INT, SCORE, STRING, TIME, Column, Reference, Span, TableSpec
from pipeline.tables.stage_tables import DOC_ID, TO_DOCUMENT, TO_SENTENCE, to_entity

__all__ = ["RELATIONS"]

RELATIONS = TableSpec(
    name="relations",
    description="A role, affiliation or place of an actor, or an event between two actors.",
    stage="relations",
    key=("doc_id", "relation_id"),
    sort=("doc_id", "start"),
    references=(
        TO_DOCUMENT,
        TO_SENTENCE,
        to_entity("subject_id"),
        to_entity("object_id"),
        Reference(("doc_id", "quote_id"), ("quotes",), ("doc_id", "quote_id")),
    ),
    spans=(
        Span("start", "end", "text"),
        Span("subject_start", "subject_end"),
        Span("object_start", "object_end"),
        Span("trigger_start", "trigger_end"),
    ),
    columns=(
        DOC_ID,
        Column("relation_id", INT, "Number of the relation in the document, from 0."),
        Column("sentence_id", INT, "The sentence of the evidence."),
        Column("subject_id", STRING, "The entity that acts or holds.", nullable=True),
        Column("subject", STRING, "Canonical name of the subject."),
        Column("subject_type", STRING, "What the subject is: person, organization, country."),
        Column(
            "subject_start", INT, "Offset of the first character of its mention in the evidence."
        ),
        Column("subject_end", INT, "Offset after the last character of that mention."),
        Column(
            "relation", STRING, "Name of the relation: what the subject is to the object, or does."
        ),
        Column("object_id", STRING, "The entity acted upon or belonged to.", nullable=True),
        Column("object", STRING, "Canonical name of the object.", nullable=True),
        Column("object_type", STRING, "What the object is, as for the subject.", nullable=True),
        Column(
            "object_start",
            INT,
            "Offset of the first character of its mention in the evidence.",
            nullable=True,
        ),
        Column(
            "object_end", INT, "Offset after the last character of that mention.", nullable=True
        ),
        Column("family", STRING, "The kind of relation.", values=vocabulary.FAMILIES),
        Column(
            "plover",
            STRING,
            "For an event, its type by PLOVER.",
            nullable=True,
            values=vocabulary.PLOVER,
        ),
        Column(
            "value",
            STRING,
            'Title of the role, without what tells its time: "President" of "former President".',
            nullable=True,
        ),
        Column(
            "status",
            STRING,
            "Whether the role is held, for the time being, or was or will be.",
            nullable=True,
            values=vocabulary.ROLE_STATUSES,
        ),
        Column(
            "as_of",
            TIME,
            "For a role, the date of the article, which is evidence of when it has that status.",
            nullable=True,
        ),
        Column("negated", pa.bool_(), "Whether the text denies or refuses it."),
        Column(
            "modality",
            STRING,
            "Whether the text asserts it, expects it, holds it possible or reports another's word.",
            values=vocabulary.MODALITIES,
        ),
        Column("trigger_start", INT, "Offset of the word that tells the relation.", nullable=True),
        Column("trigger_end", INT, "Offset after the last character of that word.", nullable=True),
        Column("start", INT, "Offset of the first character of the evidence."),
        Column("end", INT, "Offset after the last character of the evidence."),
        Column("text", STRING, "The evidence as it stands in the text."),
        Column(
            "quote_id",
            INT,
            "The quote of the document inside which it is asserted, whose speaker asserts it.",
            nullable=True,
        ),
        Column("score", SCORE, "How sure the relation is, 0 to 1."),
    ),
)
