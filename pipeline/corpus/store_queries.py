"""The tables and queries of the database of entities; see `Store`.

The tables:

- document: a document by number, with what it names.
- entity: an entity by number (`ent`), with its document, the number of its name (`no`), that of the
  name it had first, and what the document tells of it.
- gone: entities that turned out to be another of the same document.
- owner_of, apart: the person, organization or country that has a name, and those of single entities
  that are not the one that has their name.
- settled, decided: the names that the entities of a name and owner get, and single entities.
"""

__all__ = [
    "APART_BY_VARIANT",
    "APPLY",
    "CHANGED",
    "CHOICES",
    "CHOSEN",
    "COLUMNS",
    "DECISIONS",
    "DISTINCT",
    "FINISH",
    "FIRST",
    "GENDERS",
    "HIGHEST",
    "HOME_TABLE",
    "LINKS_OF_PART",
    "MERGE",
    "ORDER",
    "PART_OF",
    "RAW_DOCUMENTS",
    "RAW_ENTITIES",
    "REPLACE",
    "REST",
    "SAMPLE",
    "SURFACES",
    "TOLD",
    "TOLD_OF_NAMES",
    "TWINS",
    "USES",
    "VARIANTS",
    "VARIANT_COLUMNS",
    "VARIANT_TABLE",
]

HIGHEST = 2**62
"""Documents are drawn by a number below this one, made of their ids."""

TOLD = ("type", "surfaces", "slugs", "titles", "countries", "masculine", "feminine", "mentions")
"""Columns of facts that an entity keeps as they are."""

RAW_DOCUMENTS = """
    CREATE TABLE raw_document (doc BIGINT, part BIGINT, doc_id VARCHAR, documents INTEGER,
        names VARCHAR[], places VARCHAR[], home VARCHAR)"""
RAW_ENTITIES = """
    CREATE TABLE raw_entity (doc BIGINT, no BIGINT, type VARCHAR, surfaces VARCHAR[],
        slugs VARCHAR[], titles VARCHAR[], countries VARCHAR[], masculine INTEGER,
        feminine INTEGER, mentions INTEGER)"""

COLUMNS = {
    "owner_of": ("no", "owner"),
    "apart": ("ent", "owner"),
    "settled": ("no", "owner", "new_no"),
    "decided": ("ent", "new_no"),
}
DECISIONS = (
    *(
        f"CREATE TABLE {table} ({', '.join(f'{column} BIGINT' for column in columns)})"
        for table, columns in COLUMNS.items()
    ),
    "CREATE TABLE name (no BIGINT, entity_id VARCHAR, name VARCHAR)",
    "CREATE TABLE gone (ent BIGINT, doc BIGINT, first_no BIGINT, into_ent BIGINT)",
)

ORDER = (
    f"""CREATE TABLE document AS
    SELECT row_number() OVER () AS doc, * RENAME (doc AS raw),
        (md5_number_lower(doc_id) % {HIGHEST})::BIGINT AS drawn
    FROM (SELECT * FROM raw_document ORDER BY doc_id)""",
    """CREATE TABLE entity AS
    SELECT row_number() OVER () AS ent, no AS first_no, * FROM (
        SELECT d.doc, d.documents, e.* EXCLUDE (doc)
        FROM raw_entity e JOIN (SELECT doc, raw, documents FROM document) d ON d.raw = e.doc
        ORDER BY d.doc, e.rowid)""",
    "DROP TABLE raw_document",
    "DROP TABLE raw_entity",
)

_GENDER = """CASE WHEN masculine >= 3 * greatest(1, feminine) THEN 'm'
    WHEN feminine >= 3 * greatest(1, masculine) THEN 'f' END"""

USES = """
    SELECT no, count(*), sum(documents)::BIGINT, sum(mentions)::BIGINT, max(ent)
    FROM entity GROUP BY no"""
DISTINCT = """
    SELECT no, value, sum(documents)::BIGINT FROM (
        SELECT no, documents, unnest({column}) AS value FROM entity WHERE type = ?)
    GROUP BY no, value"""
GENDERS = f"""
    SELECT DISTINCT no, gender
    FROM (SELECT no, {_GENDER} AS gender FROM entity WHERE type = 'person')
    WHERE gender IS NOT NULL"""
SURFACES = """
    SELECT owner, no, surface, sum(documents)::BIGINT FROM (
        SELECT coalesce(a.owner, o.owner) AS owner, no, documents, unnest(surfaces) AS surface
        FROM entity e LEFT JOIN owner_of o USING (no) LEFT JOIN apart a USING (ent)
        WHERE type = 'organization')
    WHERE owner IS NOT NULL GROUP BY ALL"""

HOME_TABLE = "CREATE OR REPLACE TABLE home (no BIGINT, home VARCHAR)"
VARIANT_COLUMNS = ("no", "acts_for", "acts_home", "about", "names_home", "owner")
VARIANT_TABLE = """
    CREATE OR REPLACE TABLE variant (no BIGINT, acts_for VARCHAR, acts_home BOOLEAN,
        about VARCHAR, names_home BOOLEAN, owner BIGINT)"""
_VARIED = """
    SELECT e.ent, e.no, e.documents, coalesce(list_min(e.countries), '') AS acts_for,
        list_contains(e.countries, h.home) AS acts_home, coalesce(d.home, '') AS about,
        list_contains(d.places, h.home) AS names_home
    FROM entity e JOIN home h USING (no) JOIN document d USING (doc)"""
VARIANTS = f"""
    SELECT no, acts_for, acts_home, about, names_home, sum(documents)::BIGINT, max(ent)
    FROM ({_VARIED}) GROUP BY ALL"""
APART_BY_VARIANT = f"""
    INSERT INTO apart SELECT ent, owner FROM ({_VARIED})
    JOIN variant USING (no, acts_for, acts_home, about, names_home)"""

CHOICES = {
    "asked": "CREATE OR REPLACE TABLE asked (no BIGINT, place BIGINT)",
    "shared": "CREATE OR REPLACE TABLE shared (owner BIGINT, share BIGINT)",
    "wanted": "CREATE OR REPLACE TABLE wanted (owner BIGINT)",
}
_READ = f"""e.ent, e.no, e.documents, e.slugs, e.titles, e.countries, {_GENDER} AS gender,
    d.names, d.places"""
TOLD_OF_NAMES = f"""
    SELECT q.place, coalesce(a.owner, o.owner, 0), {_READ}
    FROM entity e JOIN asked q USING (no) JOIN document d USING (doc)
    LEFT JOIN owner_of o USING (no) LEFT JOIN apart a USING (ent)
    ORDER BY q.place, e.ent"""
_SHARED = f"""
    SELECT s.owner, s.owner, {_READ}
    FROM entity e JOIN owner_of o USING (no) JOIN shared s ON s.owner = o.owner
    JOIN document d USING (doc)"""
SAMPLE = f"{_SHARED} WHERE d.drawn < s.share ORDER BY s.owner, e.ent"
REST = f"{_SHARED} WHERE d.drawn >= s.share AND s.owner = ?"
CHOSEN = """
    CREATE OR REPLACE TABLE chosen AS
    SELECT owner, ent FROM (
        SELECT coalesce(a.owner, o.owner) AS owner, ent
        FROM entity e LEFT JOIN owner_of o USING (no) LEFT JOIN apart a USING (ent))
    WHERE owner IN (SELECT owner FROM wanted)
    QUALIFY row_number() OVER (PARTITION BY owner ORDER BY ent) <= {number}"""
FIRST = f"""
    SELECT c.owner, c.owner, {_READ}
    FROM chosen c JOIN entity e USING (ent) JOIN document d USING (doc)
    ORDER BY c.owner, e.ent"""

_INTO = """
    coalesce(x.new_no, s.new_no, e.no)"""
_DECIDED = """
    FROM entity e LEFT JOIN owner_of o ON o.no = e.no LEFT JOIN apart a ON a.ent = e.ent
    LEFT JOIN settled s ON s.no = e.no AND s.owner = coalesce(a.owner, o.owner)
    LEFT JOIN decided x ON x.ent = e.ent"""
CHANGED = f"SELECT count(*) {_DECIDED} WHERE {_INTO} <> e.no"
_BOTH = "list_sort(list_distinct(flatten(list(e.{0})))) AS {0}"
APPLY = (
    f"CREATE TABLE stepped AS SELECT e.* REPLACE ({_INTO} AS no) {_DECIDED}",
    "DROP TABLE entity",
    "ALTER TABLE stepped RENAME TO entity",
    """CREATE OR REPLACE TABLE twin AS
    WITH known AS (SELECT e.ent, e.doc, n.entity_id FROM entity e JOIN name n USING (no)),
    several AS (SELECT doc, entity_id, min(ent) AS into_ent FROM known
        GROUP BY doc, entity_id HAVING count(*) > 1)
    SELECT k.ent, s.into_ent FROM known k JOIN several s USING (doc, entity_id)""",
    "UPDATE gone SET into_ent = twin.into_ent FROM twin WHERE gone.into_ent = twin.ent",
    """INSERT INTO gone SELECT e.ent, e.doc, e.first_no, t.into_ent
    FROM entity e JOIN twin t USING (ent) WHERE e.ent <> t.into_ent""",
    "CREATE OR REPLACE TABLE merged AS SELECT * FROM entity LIMIT 0",
)
TWINS = "SELECT count(*), max(ent) FROM twin"
MERGE = f"""
    INSERT INTO merged BY NAME
    SELECT t.into_ent AS ent, arg_min(e.first_no, e.ent) AS first_no, min(e.doc) AS doc,
        max(e.documents) AS documents, arg_min(e.no, e.ent) AS no, arg_min(e.type, e.ent) AS type,
        {", ".join(_BOTH.format(name) for name in ("surfaces", "slugs", "titles", "countries"))},
        sum(e.masculine)::INTEGER AS masculine, sum(e.feminine)::INTEGER AS feminine,
        sum(e.mentions)::INTEGER AS mentions
    FROM entity e JOIN twin t USING (ent)
    WHERE t.into_ent >= ? AND t.into_ent < ? GROUP BY t.into_ent"""
REPLACE = (
    "DELETE FROM entity WHERE ent IN (SELECT ent FROM twin)",
    "INSERT INTO entity BY NAME SELECT * FROM merged",
)

FINISH = (
    """CREATE TABLE link AS
    WITH linked AS (
        SELECT ent, doc, first_no, no FROM entity
        UNION ALL
        SELECT g.ent, g.doc, g.first_no, e.no FROM gone g JOIN entity e ON e.ent = g.into_ent)
    SELECT d.part, d.doc_id, f.entity_id, f.name,
        n.entity_id AS linked_id, n.name AS linked_name
    FROM document d LEFT JOIN linked l USING (doc)
    LEFT JOIN name f ON f.no = l.first_no LEFT JOIN name n ON n.no = l.no
    ORDER BY d.part, d.doc, l.ent""",
    "DROP TABLE entity",
    "CREATE TABLE place AS SELECT doc_id, part FROM document ORDER BY doc_id",
    "DROP TABLE document",
)
LINKS_OF_PART = "SELECT * EXCLUDE (part) FROM link WHERE part = ?"
PART_OF = "SELECT part FROM place WHERE doc_id = ?"
