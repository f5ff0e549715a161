"""Mentions of people by name, and how well two names go together."""

from dataclasses import dataclass

from rapidfuzz import fuzz

from pipeline.knowledge.names import (
    first_name_genders,
    is_family_first,
    is_particle,
    is_short_for,
    name_parts,
    name_words,
    words_of_names,
)
from pipeline.ner.entities import Mention
from pipeline.ner.person_titles import PersonTitle

__all__ = ["NamedPerson", "Words", "fit", "same_name"]

_MIN_MISSPELT = 5  # letters; "Mary" and "Mark" are two names
_MIN_INNER = 4  # letters of a middle name that stands for the whole: "Lula"
_SURNAME, _FIRST_NAME, _INNER = 3, 2, 1
Words = tuple[str, ...]


@dataclass(slots=True, eq=False)
class NamedPerson:
    """One mention of a person by name.

    Attributes:
        mention: Its tokens.
        text: The name, with single blanks; with the surname that the next name lends it.
        title: What stands with it.
        completed: Whether `text` has more than the mention.
    """

    mention: Mention
    text: str
    title: PersonTitle
    completed: bool = False

    @property
    def words(self) -> Words:
        """The words that tell this name from others."""
        return name_words(self.text)

    @property
    def suffix(self) -> str:
        """The mark of a generation ("jr"), or empty."""
        return name_parts(self.text).suffix


def fit(form: Words, word: str, *, written: str) -> int:
    """How well a name of one word stands for a name: 3 as the surname, 2 as the first name.

    1 is for a middle name ("Lula") and for initials ("MBS"), 0 for what does not fit.

    Args:
        form: The words of the name.
        word: The word, folded.
        written: The word as it stands in the text.
    """
    if is_family_first(form):
        if word == form[0]:
            return _SURNAME
    elif word == form[-1]:
        return _SURNAME
    if word == form[0] or (len(word) > 1 and len(form) > 1 and is_short_for(word, form[0])):
        return _FIRST_NAME
    if word in form and (len(word) >= _MIN_INNER or word in words_of_names("family_name")):
        return _INNER
    is_initials = written.isupper() and len(word) > 2 and word == "".join(w[0] for w in form)
    return _INNER if is_initials else 0


def same_name(full: Words, other: Words, similarity: float) -> bool:
    """Whether two names of more than one word may be one person's.

    Args:
        full: The words of one, not fewer than those of the other.
        other: The words of the other.
        similarity: From which two names as long are one, misspelt (0 to 100).
    """
    if full == other or "".join(full) == "".join(other):
        return True
    if full[-1] == other[-1] and _given_names_agree(full[:-1], other[:-1]):
        return True
    if len(other) < len(full):
        return _lacks_surname(full, other)
    if len(full) != len(other):
        return False
    if sorted(full) == sorted(other):
        # "Orban Viktor"; but "Thomas James" is not "James Thomas".
        return not set(full) <= set(first_name_genders())
    different = [(a, b) for a, b in zip(full, other, strict=True) if a != b]
    return len(different) == 1 and _misspelt(*different[0], full, other, similarity)


def _given_names_agree(full: Words, other: Words) -> bool:
    """Whether the shorter list of given names stands in the longer, in order.

    Names written out may be left out between others, but an initial is that of the next name:
    "George W. Bush" is not "George H. W. Bush".
    """
    at = 0
    for word in other:
        if at < len(full) and (word == full[at] or is_short_for(word, full[at])):
            at += 1
        elif len(word) > 1 and word in full[at:]:
            at = full.index(word, at) + 1
        else:
            return False
    return True


def _lacks_surname(full: Words, other: Words) -> bool:
    """Whether a name is another without its last surname: "Nicolas Maduro" for "... Moros"."""
    rest = full[len(other) :]
    surnames = [w for w in rest if not is_particle(w)]
    return (
        full[: len(other)] == other
        and len(surnames) == 1
        and not set(rest) & set(first_name_genders())
        and not set(rest) & words_of_names("family")
    )


def _misspelt(a: str, b: str, full: Words, other: Words, similarity: float) -> bool:
    if min(len(a), len(b)) < _MIN_MISSPELT or a[0] != b[0]:
        return False
    known = first_name_genders()
    if a in known and b in known:
        return False
    return fuzz.ratio(" ".join(full), " ".join(other)) >= similarity
