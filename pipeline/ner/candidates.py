"""Candidates for named mentions: the model's entities corrected by known names and titles."""

from spacy.tokens import Doc

from pipeline.knowledge.names import first_name_genders, fold, is_particle
from pipeline.ner.countries import drop_false_names
from pipeline.ner.gazetteer import find_known_names
from pipeline.ner.offices import extend_organizations, join_foreign_bodies
from pipeline.ner.people import (
    is_calendar_word,
    name_end,
    nickname_end,
    skip_titles,
    title_before,
)
from pipeline.ner.run_together import before_cut_title, split_at_people
from pipeline.ner.sentence_case import title_case_tokens
from pipeline.ner.spans import Candidate, Origin, is_capitalised, trim
from pipeline.ner.vetting import corrected, is_organization_like, is_plausible

__all__ = ["find_candidates"]

_PLACE_LIKE = frozenset({"LOC", "FAC", "EVENT", "WORK_OF_ART", "LAW", "PRODUCT"})
_NESTING = _PLACE_LIKE | {"ORG"}
_OPENING_TAGS = frozenset({"IN", "CC", "WDT", "WRB", "RB", "PRP", "PRP$", "UH"})
_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})


def find_candidates(doc: Doc) -> list[Candidate]:
    """Named mentions of a document, without overlaps, in order.

    Known names outrank the model, except inside a person's or a longer organization's name; a
    title makes the capitalised words after it a person.
    """
    headline = title_case_tokens(doc)
    known = join_foreign_bodies(doc, drop_false_names(doc, find_known_names(doc)))
    found = _merge(doc, known, split_at_people(doc, _model_candidates(doc)))
    found = extend_organizations(doc, found)
    found = _extend_people(doc, found, headline)
    found = _titled_people(doc, found, headline)
    found = _first_named_people(doc, found, headline)
    return sorted(
        (c for c in found if is_plausible(doc, c)),
        key=lambda c: c.start,
    )


def _model_candidates(doc: Doc) -> list[Candidate]:
    found = []
    for ent in doc.ents:
        start, end = trim(doc, ent.start, ent.end)
        while start < end - 1 and doc[start].is_stop and doc[start].tag_ in _OPENING_TAGS:
            # "Whether Trump": the capital of a sentence's first word.
            start += 1
        end = before_cut_title(doc, start, end)
        if start < end:
            found.append(corrected(doc, Candidate(start, end, ent.label_, Origin.MODEL)))
    return found


def _merge(doc: Doc, known: list[Candidate], model: list[Candidate]) -> list[Candidate]:
    """Joins known names and the model's entities; where both stand, one is kept."""
    kept = {c.start: c for c in known}
    by_token = _taken(known)
    result: list[Candidate] = []
    for entity in model:
        covered = {c.start for i in range(entity.start, entity.end) if (c := by_token.get(i))}
        inner = [kept[start] for start in sorted(covered) if start in kept]
        if not inner:
            result.append(entity)
            continue
        if entity.label == "PERSON":
            merged, dropped = _merge_person(doc, entity, inner)
        else:
            merged, dropped = _merge_other(doc, entity, inner)
        for c in dropped:
            kept.pop(c.start, None)
        if merged is not None and merged.known is not None:
            kept[merged.start] = merged
        elif merged is not None:
            result.append(merged)
    return [*kept.values(), *result]


def _merge_person(
    doc: Doc, entity: Candidate, inner: list[Candidate]
) -> tuple[Candidate | None, list[Candidate]]:
    """The person's name that is left of an entity with known names in it, and what it displaces."""
    start, end = entity.start, entity.end
    by_start = {c.start: c for c in inner}
    while start < end:
        leading = by_start.get(start)
        after_titles, phrases = skip_titles(doc, start, end)
        if leading is not None and leading.end < end and _stands_before_person(doc, leading, end):
            start = leading.end + (doc[leading.end].lower_ in _POSSESSIVES)
        elif phrases:
            start = after_titles
        else:
            break
    rest = [c for c in inner if c.start < end and c.end > start]
    if not rest:
        start, end = trim(doc, start, end)
        return (Candidate(start, end, "PERSON", entity.origin), []) if start < end else (None, [])
    first = rest[0]
    if first.start == start and first.end >= end:
        return None, []
    if any(c.start < start or c.end > end for c in rest):
        return None, []
    if first.start > start and not _is_name_part(first):
        start, end = trim(doc, start, first.start)
        return (Candidate(start, end, "PERSON", entity.origin), []) if start < end else (None, [])
    return Candidate(start, end, "PERSON", entity.origin), rest


def _is_name_part(c: Candidate) -> bool:
    """Whether a known name may be a first name or surname: Jordan, Israel, Chad, London."""
    return c.end - c.start == 1 and c.known is not None and c.known.kind in ("country", "capital")


def _stands_before_person(doc: Doc, c: Candidate, end: int) -> bool:
    """Whether a known name at the start of a person's span is no part of the name."""
    if c.known is None:
        return False
    if c.known.kind not in ("country", "capital") or c.end - c.start > 1:
        return True
    if doc[c.end].lower_ in _POSSESSIVES or doc[c.start].text.isupper():
        return True
    return bool(skip_titles(doc, c.end, end)[1])


def _merge_other(
    doc: Doc, entity: Candidate, inner: list[Candidate]
) -> tuple[Candidate | None, list[Candidate]]:
    start, end = entity.start, entity.end
    first = inner[0]
    if (first.start, first.end) == (start, end):
        agreed = first.label == entity.label
        return (
            (Candidate(start, end, first.label, Origin.AGREED, first.known), [])
            if agreed
            else (
                None,
                [],
            )
        )
    if any(c.start < start or c.end > end for c in inner):
        return None, []
    regions = all(c.known is not None and c.known.kind == "other" for c in inner)
    if entity.label not in _NESTING and not regions:
        return None, []
    while inner and inner[0].start == start and doc[inner[0].end].lower_ in _POSSESSIVES:
        # "Iran's Ministry of Foreign Affairs": the country, and its ministry.
        start = inner[0].end + 1
        inner = inner[1:]
    while inner and inner[0].start == start and _opens_person(doc, inner[0].end, end):
        # "Republican Cindy Hyde-Smith": a party's or people's name before a person's.
        start = inner[0].end
        inner = inner[1:]
    start, end = trim(doc, start, end)
    if start >= end:
        return None, []
    if not inner:
        return Candidate(start, end, entity.label, entity.origin), []
    if _is_longer_name(doc, start, end, inner):
        return Candidate(start, end, entity.label, entity.origin), inner
    return None, []


def _opens_person(doc: Doc, i: int, end: int) -> bool:
    return i < end and fold(doc[i].text) in first_name_genders() and is_capitalised(doc[i])


def _is_longer_name(doc: Doc, start: int, end: int, inner: list[Candidate]) -> bool:
    """Whether a span is a name of its own round known names ("Bank of England")."""
    covered = {i for c in inner for i in range(c.start, c.end)}
    rest = [doc[i] for i in range(start, end) if i not in covered]
    if any(t.text in (",", ";", ":", "/") or t.is_space for t in rest):
        return False
    # "Islamic State group", "BRICS summit": the known name and a common noun.
    content = [t for t in rest if t.is_alpha and not (t.is_stop or is_particle(t.text))]
    capitalised = [t for t in content if is_capitalised(t)]
    return bool(capitalised) and len(capitalised) == len(content)


def _taken(found: list[Candidate]) -> dict[int, Candidate]:
    return {i: c for c in found for i in range(c.start, c.end)}


def _extend_people(doc: Doc, found: list[Candidate], headline: set[int]) -> list[Candidate]:
    """Persons without their titles, and with all the words of their names."""
    taken = _taken(found)
    result = [c for c in found if c.label != "PERSON"]
    for c in found:
        if c.label != "PERSON":
            continue
        start, _ = skip_titles(doc, c.start, c.end)
        if start >= c.end:
            continue
        start, end = trim(doc, start, c.end)
        stops = {i for i, other in taken.items() if other is not c}
        if start < end and end - 1 not in headline:
            end = max(end, _extended(doc, start, end, stops))
            start = _extended_left(doc, start, stops)
        if start < end:
            result.append(Candidate(start, end, "PERSON", c.origin))
    return _without_overlaps(result)


def _extended(doc: Doc, start: int, end: int, stops: set[int]) -> int:
    further = max(name_end(doc, start, stops=stops), nickname_end(doc, end, stops=stops))
    added = doc[end:further] if further > end else None
    # Only what is tagged as a name: "Vucic Said" has a verb after the name.
    if added is not None and all(
        t.tag_ in ("NNP", "NNPS", "") or not t.is_alpha or t.is_lower or t.is_quote for t in added
    ):
        return further
    return end


def _extended_left(doc: Doc, start: int, stops: set[int]) -> int:
    genders = first_name_genders()
    while (
        start > 0
        and start - 1 not in stops
        and is_capitalised(doc[start - 1])
        and fold(doc[start - 1].text) in genders
        and title_before(doc, start) is None
    ):
        start -= 1
    return start


def _titled_people(doc: Doc, found: list[Candidate], headline: set[int]) -> list[Candidate]:
    """Adds persons that a title announces, and relabels what the model took for something else."""
    taken = _taken(found)
    removed: set[int] = set()
    added: list[Candidate] = []
    i = 1
    while i < len(doc):
        here = taken.get(i)
        is_open = here is None or (here.known is None and here.start == i)
        if not (is_open and is_capitalised(doc[i])) or i in headline or doc[i].is_space:
            i += 1
            continue
        end = _titled_name_end(doc, i, taken)
        if end <= i:
            i += 1
            continue
        covered = {id(taken[j]): taken[j] for j in range(i, end) if j in taken}
        if all(c.known is None and c.end <= end for c in covered.values()):
            removed |= set(covered)
            labelled = any(c.label == "PERSON" for c in covered.values())
            added.append(Candidate(i, end, "PERSON", Origin.MODEL if labelled else Origin.TITLED))
        i = end
    return [c for c in found if id(c) not in removed] + added


def _titled_name_end(doc: Doc, i: int, taken: dict[int, Candidate]) -> int:
    phrase = title_before(doc, i)
    here = taken.get(i)
    if phrase is None or (here is not None and here.label == "PERSON" and here.start == i):
        return i
    if any(j in taken for j in range(phrase.start, phrase.end)):
        return i
    kind = phrase.title.kind
    if kind == "occupation" and (here is not None or not doc[i].tag_.startswith("NNP")):
        return i
    if kind in ("person", "relative", "modifier") or is_calendar_word(doc[i]):
        return i
    stops = {j for j in range(i, min(i + 8, len(doc))) if j in taken and taken[j].known}
    end = name_end(doc, i, stops=stops)
    if end <= i or is_organization_like(doc, i, end) or _is_title(doc, i, end):
        return i
    if (
        doc[end - 1 : end + 1].text.endswith(("s'", "s’"))
        and end + 1 < len(doc)
        and is_capitalised(doc[end + 1])
    ):
        return i  # "General Seafarers' Union"
    return end


def _is_title(doc: Doc, start: int, end: int) -> bool:
    return title_before(doc, end, floor=start) is not None


def _first_named_people(doc: Doc, found: list[Candidate], headline: set[int]) -> list[Candidate]:
    """Adds names that open with a well-known first name and that nothing has covered."""
    taken = _taken(found)
    genders = first_name_genders()
    added: list[Candidate] = []
    i = 0
    while i + 1 < len(doc):
        token, following = doc[i], doc[i + 1]
        end = i
        if (
            i not in taken
            and i not in headline
            and is_capitalised(token)
            and is_capitalised(following)
            and following.tag_.startswith("NNP")
            and fold(token.text) in genders
        ):
            end = name_end(doc, i, stops=set(taken))
        if end > i + 1 and not is_organization_like(doc, i, end):
            added.append(Candidate(i, end, "PERSON", Origin.REPEATED))
            i = end
        else:
            i += 1
    return found + added


def _without_overlaps(found: list[Candidate]) -> list[Candidate]:
    """Of overlapping candidates the known, then the longer, then the earlier."""
    result: list[Candidate] = []
    used: set[int] = set()
    for c in sorted(found, key=lambda c: (c.known is None, c.start - c.end, c.start)):
        if not any(i in used for i in range(c.start, c.end)):
            used.update(range(c.start, c.end))
            result.append(c)
    return result
