"""Links the organizations of a document: acronyms, short forms, known canonical names."""

from collections import defaultdict
from collections.abc import Iterable

from spacy.tokens import Doc

from pipeline.knowledge.countries import country_names
from pipeline.knowledge.names import fold, words_of_names
from pipeline.knowledge.organizations import (
    organization_nouns,
    organizations,
    weak_organization_names,
)
from pipeline.ner.acronyms import defined_acronyms, initials
from pipeline.ner.entities import Entity, organization_entity
from pipeline.ner.spans import Candidate

__all__ = ["link_organizations"]

_MIN_ACRONYM = 2


def link_organizations(doc: Doc, found: list[Candidate]) -> dict[Candidate, Entity]:
    """Gives every named organization its entity.

    A known organization has its canonical name even where only the acronym stands in the text;
    another has the fullest form that the document gives.
    """
    acronyms = defined_acronyms(doc, found)
    orgs = [c for c in found if c.label == "ORG"]
    entities: dict[str, Entity] = {}
    result: dict[Candidate, Entity] = {}
    names: dict[Candidate, str] = {}
    for c in orgs:
        definer = acronyms.get(c.text(doc))
        names[c] = (definer or c).text(doc)
        known = _known_name(definer or c, names[c], {k.known.name for k in orgs if k.known})
        if known is not None:
            result[c] = entities.setdefault(known, _known_entity(known))
    unknown = [c for c in orgs if c not in result]
    forms = _full_forms({names[c] for c in unknown}, entities.keys())
    for c in unknown:
        name = forms[names[c]]
        if name in entities:
            result[c] = entities[name]
        else:
            result[c] = entities.setdefault(fold(name), organization_entity(name))
    return result


def _known_name(c: Candidate, text: str, present: set[str | None]) -> str | None:
    if c.known is not None:
        return c.known.name
    options = weak_organization_names().get(text, ())
    supported = [o.name for o in options if o.name in present]
    return supported[0] if len(supported) == 1 else None


def _known_entity(name: str) -> Entity:
    known = organizations().get(name)
    return organization_entity(name, kind=known.kind if known else "government")


def _full_forms(names: set[str], known: Iterable[str]) -> dict[str, str]:
    """For each form the fullest form that means the same organization."""
    known_names = set(known)
    by_key: dict[str, list[str]] = defaultdict(list)
    for name in sorted({*names, *known_names}, key=lambda n: (-len(n), n)):
        for key in _keys(name) | initials(name):
            by_key[key].append(name)
    result: dict[str, str] = {}
    for name in names:
        similar = dict.fromkeys(n for key in _keys(name) for n in by_key[key] if n != name)
        fuller = sorted((n for n in similar if _is_short_for(name, n)), key=lambda n: (-len(n), n))
        certain = [n for n in fuller if n in known_names]
        # A short form of two known organizations is neither's.
        options = certain or fuller[:1]
        result[name] = options[0] if len(options) == 1 else name
    return result


def _keys(name: str) -> set[str]:
    words = fold(name).removeprefix("the ").split()
    return {words[0], words[-1]} if words else set()


def _is_short_for(short: str, full: str) -> bool:
    a, b = fold(short).removeprefix("the ").split(), fold(full).removeprefix("the ").split()
    if not a or len(a) > len(b):
        return False
    if a == b:
        return len(full) > len(short) or full < short
    if len(a) == 1 and len(a[0]) >= _MIN_ACRONYM and short.isupper():
        return len(b) > 1 and a[0] in initials(full)
    if b[: len(a)] == a:
        rest = b[len(a) :]
        alone = len(rest) == 1 and (rest[0] in organization_nouns() or len(a) == 1)
        return alone or all(w in words_of_names("corporate") for w in rest)
    if b[-len(a) :] == a and len(a) > 1:
        return _is_country(full.split()[: len(full.split()) - len(short.split())])
    return False


def _is_country(words: list[str]) -> bool:
    phrase = " ".join(w for w in words if w.lower() != "the").removesuffix("'s").removesuffix("’s")
    return not phrase or phrase in country_names()
