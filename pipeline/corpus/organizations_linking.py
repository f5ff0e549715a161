"""Which organizations of single documents are one organization of the corpus."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from pipeline.corpus.entities import Canonical, Links, LocalEntity
from pipeline.corpus.spelling import skeleton
from pipeline.knowledge.names import fold, slug
from pipeline.knowledge.organizations import organization_names

__all__ = ["is_acronym", "link_organizations", "may_shorten"]

_LEGAL_FORMS = re.compile(
    r"(?: (?:ag|co|company|corp|corporation|gmbh|inc|incorporated|limited|llc|llp|ltd|nv|oao|ojsc|"
    r"pjsc|plc|sa|spa))+$"
)
_ACRONYM = re.compile(r"[A-Z][A-Za-z&.-]{0,9}[A-Z.]s?")


@dataclass(slots=True)
class _Organization:
    """An organization of the corpus, with the names that documents give it.

    Attributes:
        known_as: Its name in the list of known organizations.
        acronyms: Acronyms for which some document gives its name, by the number of those.
    """

    known_as: str | None = None
    names: Counter[str] = field(default_factory=Counter)
    acronyms: Counter[str] = field(default_factory=Counter)
    documents: int = 0
    mentions: int = 0

    @property
    def canonical(self) -> Canonical:
        """The listed name, else the best supported; of equals the shortest that is no acronym."""
        name = self.known_as or min(
            self.names,
            key=lambda n: (-self.names[n], is_acronym(n), len(n), n),
        )
        bare = _without_article(name)
        return Canonical(f"org:{slug(bare)}", bare)


def link_organizations(organizations: Sequence[LocalEntity]) -> Links:
    """Link the organizations of the documents.

    Names are one where they differ in an article, a legal form ("Inc.") or a way of spelling only,
    and where the list of known organizations says so. An acronym joins the organization for which
    most documents use it.

    Args:
        organizations: The organizations of each document, in any order.

    Returns:
        For each document and id, the organization of the corpus.
    """
    found: defaultdict[str, _Organization] = defaultdict(_Organization)
    for known in organizations:
        if not slug(known.name):
            continue
        organization = found[_key(known.name)]
        organization.known_as = _listed_name(known.name)
        organization.names[known.name] += known.documents
        organization.documents += known.documents
        organization.mentions += known.mentions
        for surface in known.surfaces:
            if surface != known.name and is_acronym(surface) and may_shorten(surface, known.name):
                organization.acronyms[_key(surface)] += known.documents
    meant = _meanings(found)
    canonical = {key: organization.canonical for key, organization in found.items()}
    return {
        (known.doc_id, known.entity_id): (
            canonical[meant.get(_key(known.name), _key(known.name))]
            if slug(known.name)
            else Canonical(known.entity_id, known.name)
        )
        for known in organizations
    }


def _meanings(found: dict[str, _Organization]) -> dict[str, str]:
    """For the acronyms among the organizations, the organization that documents use them for."""
    meant: dict[str, tuple[tuple[int, int, int], str]] = {}
    for key in sorted(found):
        organization = found[key]
        for acronym, used in organization.acronyms.items():
            named = found.get(acronym)
            if named is None or named.known_as or acronym == key:
                continue
            rank = (used, organization.documents, organization.mentions)
            if acronym not in meant or rank > meant[acronym][0]:
                meant[acronym] = (rank, key)
    return {acronym: key for acronym, (_, key) in meant.items()}


def is_acronym(name: str) -> bool:
    """Whether a name is written as an acronym.

    >>> is_acronym("EU"), is_acronym("U.N."), is_acronym("Interpol")
    (True, True, False)
    """
    return _ACRONYM.fullmatch(name) is not None


def may_shorten(acronym: str, name: str) -> bool:
    """Whether an acronym begins with a word of a name of several words."""
    words = fold(name).split()
    return len(words) > 1 and fold(acronym)[:1] in {word[0] for word in words}


@lru_cache(maxsize=200_000)
def _key(name: str) -> str:
    """What names of one organization share."""
    bare = _LEGAL_FORMS.sub("", fold(_without_article(_listed_name(name) or name)))
    return " ".join(skeleton(word) for word in bare.split())


def _without_article(name: str) -> str:
    return name[4:] if name.lower().startswith("the ") and len(name) > 4 else name


def _listed_name(name: str) -> str | None:
    """The name in the list of known organizations of one that it lists under any name."""
    return _listed().get(fold(_without_article(name)))


@cache
def _listed() -> dict[str, str]:
    return {
        fold(name): known.name
        for name, known in organization_names().items()
        # A name that is a word as well ("Who") is one only in the case of the list.
        if fold(name) and not name.islower()
    }
