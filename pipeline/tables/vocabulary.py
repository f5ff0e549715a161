"""The closed vocabularies of the tables: every value that such a column may hold."""

REJECT_REASONS = (
    "binary",
    "crashed",
    "damaged",
    "empty",
    "encoding",
    "failed",
    "language",
    "no_text",
    "record",
    "timeout",
    "too_large",
    "unreadable",
    "unsafe",
    "unsupported",
)

# The names of OntoNotes 5.0, which spaCy's English pipelines use as well.
LABELS = (
    "CARDINAL",
    "DATE",
    "EVENT",
    "FAC",
    "GPE",
    "LANGUAGE",
    "LAW",
    "LOC",
    "MONEY",
    "NORP",
    "ORDINAL",
    "ORG",
    "PERCENT",
    "PERSON",
    "PRODUCT",
    "QUANTITY",
    "TIME",
    "WORK_OF_ART",
)
MENTION_KINDS = ("name", "nominal", "pronoun")
ENTITY_TYPES = ("person", "organization", "country")
COUNTRY_SIGNS = ("name", "demonym", "metonym")

QUOTE_KINDS = ("direct", "indirect", "mixed")
ACTS = ("speech", "writing", "thought", "plan")
SPEAKER_TYPES = ("person", "organization", "country", "group", "anonymous", "unknown")
RESOLUTIONS = ("name", "nominal", "pronoun", "title", "floating", "none")
# Why a speaker is unknown: no words for one; a pronoun without a known antecedent; the author's I
# or we; a description of nobody known; a name that is no known mention.
UNKNOWN_REASONS = ("no_source", "pronoun", "first_person", "nominal", "name")

FAMILIES = ("role", "affiliation", "location", "event")
# Of a role: held when the article appeared, for the time being, soon no longer, chosen but not yet
# taken up, or held before.
ROLE_STATUSES = ("current", "acting", "outgoing", "elect", "former")
MODALITIES = ("asserted", "future", "possible", "reported")

# The sixteen event types of PLOVER, the Political Language Ontology for Verifiable Event Records.
PLOVER = (
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
)
