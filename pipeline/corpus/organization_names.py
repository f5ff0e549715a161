"""Names of organizations as linking sees them: what spellings of one name share, and a country."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.corpus.spelling import skeleton
from pipeline.knowledge.countries import country_names
from pipeline.knowledge.names import fold
from pipeline.knowledge.organizations import (
    Organization,
    organization_names,
    organization_nouns,
)

__all__ = [
    "OrganizationName",
    "is_acronym",
    "listed_organization",
    "may_shorten",
    "parse_organization",
    "without_article",
]

_LEGAL_FORMS = re.compile(
    r"(?: (?:ab|ag|as|asa|bv|co|company|corp|corporation|gmbh|inc|incorporated|limited|llc|llp|ltd|"
    r"nv|oao|ojsc|oy|pjsc|plc|pte|pty|sa|sab|sarl|se|spa|srl)){1,4}$"
)
_ACRONYM = re.compile(r"[A-Z][A-Za-z&.-]{0,9}[A-Z.]s?")
_POSSESSIVE = re.compile(r"['’]s?$")
_SPELLINGS = {
    "centre": "center",
    "theatre": "theater",
    "defense": "defence",
    "programme": "program",
}
_TURNED = re.compile(r"(ministry|department|university) (?:of|for) (?:the )?(.+)")
_SMALL = frozenset(("and", "for", "of", "the"))


@dataclass(frozen=True, slots=True)
class OrganizationName:
    """The name of an organization.

    Attributes:
        key: What all spellings of the name share, the country left out.
        country: The country that the name of a national body holds, as an ISO alpha-3 code.
        national: Whether every country may have a body of this name: a ministry, a supreme court.
        listed: The organization in the list of known ones that has the name.
    """

    key: str
    country: str | None
    national: bool
    listed: Organization | None


@lru_cache(maxsize=500_000)
def parse_organization(name: str) -> OrganizationName:
    """Read the name of an organization.

    >>> kenyan = parse_organization("Kenya's Ministry of Health")
    >>> kenyan == parse_organization("Kenyan Health Ministry"), kenyan.country
    (True, 'KEN')
    >>> parse_organization("Acme Mining Co., Ltd.").key == parse_organization("Acme Mining").key
    True
    """
    listed = listed_organization(name)
    if listed is not None and not listed.generic:
        return OrganizationName(_key(listed.name), None, False, listed)
    country, rest = _split_country(without_article(name))
    body = listed or listed_organization(rest)
    national = _is_national(rest) or (body is not None and body.generic)
    if not national:
        return OrganizationName(_key(name), None, False, None)
    if body is not None and body.home and (listed is not None or country == body.home):
        return OrganizationName(_key(body.name), body.home, True, body)
    return OrganizationName(_key(rest), country, True, None)


def without_article(name: str) -> str:
    """The name without "the" before it."""
    return name[4:] if name.lower().startswith("the ") and len(name) > 4 else name


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


def listed_organization(name: str) -> Organization | None:
    """The known organization that the list has under this name, a legal form left out."""
    folded = fold(without_article(name))
    return _listed().get(folded) or _listed().get(_LEGAL_FORMS.sub("", folded))


@cache
def _listed() -> dict[str, Organization]:
    names = {
        fold(name): known
        for name, known in organization_names().items()
        # A name that is a word as well ("Who") is one only in the case of the list.
        if fold(name) and not name.islower()
    }
    return {_LEGAL_FORMS.sub("", name): known for name, known in names.items()} | names


def _split_country(name: str) -> tuple[str | None, str]:
    """The country with which a name begins or ends, and the rest of the name.

    >>> _split_country("Supreme Court of Kenya"), _split_country("Kenyan Supreme Court")
    (('KEN', 'Supreme Court'), ('KEN', 'Supreme Court'))
    """
    words = name.split()
    for n in range(min(4, len(words) - 1), 0, -1):
        found = country_names().get(_POSSESSIVE.sub("", " ".join(words[:n])))
        if found is not None and found.by != "capital":
            return found.iso3, " ".join(words[n:])
    for n in range(min(5, len(words) - 2), 0, -1):
        before, phrase = words[-n - 1].lower(), " ".join(words[-n:]).removeprefix("the ")
        found = country_names().get(phrase)
        if found is not None and found.by == "name" and before in ("of", "in"):
            return found.iso3, " ".join(words[: -n - 1])
    return None, name


def _is_national(name: str) -> bool:
    """Whether a name without its country is that of a body that every country has."""
    folded = fold(name)
    noun = organization_nouns().get(folded)
    words = folded.split()
    return (noun is not None and noun.function) or (len(words) > 1 and "ministry" in words)


@lru_cache(maxsize=500_000)
def _key(name: str) -> str:
    """What the spellings of a name share: word order of ministries, plurals, small words aside."""
    folded = _LEGAL_FORMS.sub("", fold(without_article(name).replace("&", " and ")))
    turned = _TURNED.fullmatch(folded)
    if turned is not None:
        folded = f"{turned[2]} {turned[1]}"
    folded = folded.replace("foreign affairs ministry", "foreign ministry")
    words = [word for word in folded.split() if word not in _SMALL] or folded.split()
    if words[-1:] == ["university"]:
        # Columbia and Colombia are two places.
        return " ".join(words)
    spelt = (_SPELLINGS.get(word, word) for word in words)
    return " ".join(skeleton(_singular(word) if len(words) > 1 else word) for word in spelt)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and word[-2] not in "su" else word
