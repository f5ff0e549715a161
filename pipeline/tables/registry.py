"""All tables by name, in the order in which the stages make them."""

from pipeline.errors import TableError
from pipeline.tables.corpus_tables import COUNTRIES, ORGANIZATIONS, PEOPLE, WHO_SAID_WHAT
from pipeline.tables.relation_table import RELATIONS
from pipeline.tables.schema import TableSpec
from pipeline.tables.stage_tables import DOCUMENTS, MENTIONS, QUOTES, REJECTS, SENTENCES

__all__ = ["TABLES", "spec_of"]

TABLES: dict[str, TableSpec] = {
    spec.name: spec
    for spec in (
        DOCUMENTS,
        REJECTS,
        SENTENCES,
        MENTIONS,
        QUOTES,
        RELATIONS,
        PEOPLE,
        COUNTRIES,
        ORGANIZATIONS,
        WHO_SAID_WHAT,
    )
}


def spec_of(name: str) -> TableSpec:
    """Return the contract of a table.

    Raises:
        TableError: If there is no table of that name.
    """
    try:
        return TABLES[name]
    except KeyError:
        raise TableError(
            f"there is no table {name!r}; the tables are {', '.join(TABLES)}", table=name
        ) from None
