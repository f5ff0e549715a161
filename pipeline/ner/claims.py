"""Which of several persons a surname or first name stands for at one place of the text."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from spacy.tokens import Doc

from pipeline.knowledge.names import Gender, first_name_genders, words_of_names
from pipeline.knowledge.titles import same_title
from pipeline.ner.named_people import NamedPerson

__all__ = ["Claimant", "claimant_of", "is_another"]

_PRONOUNS: dict[str, Gender] = {
    "he": "m", "him": "m", "his": "m", "himself": "m",
    "she": "f", "her": "f", "hers": "f", "herself": "f",
}  # fmt: skip
_SAME_TITLE, _OTHER_TITLE = 6, -3
_SAME_GENDER, _OTHER_GENDER = 4, -4
_NEVER_BEFORE, _NEXT_GENERATION = -3, -5
_HABIT, _NEAREST, _FOREMOST = 2, 2, 1


@dataclass(slots=True, eq=False)
class Claimant:
    """A person for whom a short name may stand.

    Attributes:
        members: The mentions of the person that are known so far.
        gender: What titles and first names tell.
    """

    members: list[NamedPerson] = field(default_factory=list)
    gender: Gender | None = None


C = TypeVar("C", bound=Claimant)


def claimant_of(doc: Doc, person: NamedPerson, options: Sequence[C]) -> C | None:
    """The person whom a name of one word means, or None where two have equal claims to it.

    The same title speaks for a person, then "he" or "she" in the rest of the sentence, then who
    was last called by this name alone, and who was named last, in a sentence without the others;
    at last who is named most.
    """
    if len(options) < 2:
        return options[0] if options else None
    gender = _gender_nearby(doc, person)
    nearest = _nearest(doc, person, options)
    habit = _last_called(person, options)
    most = max(len(c.members) for c in options)
    scores = []
    for c in options:
        titles = _titles_score(c, person)
        genders = 0
        if gender and c.gender:
            genders = _SAME_GENDER if gender == c.gender else _OTHER_GENDER
        known = any(m.mention.start < person.mention.start for m in c.members)
        suffixed = all(m.suffix for m in c.members if len(m.words) > 1)
        scores.append(
            titles
            + genders
            + _HABIT * (c is habit)
            + _NEAREST * (c is nearest)
            + _FOREMOST * (len(c.members) == most)
            + (0 if known else _NEVER_BEFORE)
            + _NEXT_GENERATION * suffixed
        )
    best = max(scores)
    winners = [c for c, score in zip(options, scores, strict=True) if score == best]
    return winners[0] if len(winners) == 1 else None


def is_another(claimant: Claimant, person: NamedPerson) -> bool:
    """Whether the title before a first name tells that it is another: "Pope Francis"."""
    title = person.title.text
    word = person.words[0]
    if title is None or word not in first_name_genders():
        return False
    if any(word == m.words[-1] for m in claimant.members):
        return False
    regnal = title.lower().split()[-1] in words_of_names("regnal")
    return regnal and not any(same_title(title, t) for t in _titles(claimant))


def _titles(claimant: Claimant) -> set[str]:
    return {m.title.text for m in claimant.members if m.title.text}


def _titles_score(claimant: Claimant, person: NamedPerson) -> int:
    title, known = person.title.text, _titles(claimant)
    if title is None or not known:
        return 0
    return _SAME_TITLE if any(same_title(title, other) for other in known) else _OTHER_TITLE


def _gender_nearby(doc: Doc, person: NamedPerson) -> Gender | None:
    """The gender of the first pronoun in the rest of the sentence, before any other person."""
    for token in doc[person.mention.end :]:
        if token.is_sent_start or token.ent_type_ == "PERSON":
            return None
        if token.lower_ in _PRONOUNS:
            return _PRONOUNS[token.lower_]
    return None


def _before(claimant: Claimant, person: NamedPerson) -> list[NamedPerson]:
    return [m for m in claimant.members if m.mention.start < person.mention.start]


def _nearest(doc: Doc, person: NamedPerson, options: Sequence[C]) -> C | None:
    """Who was named last, where the others were last named in an earlier sentence."""
    last = sorted(
        ((max(m.mention.start for m in found), n) for n, c in enumerate(options)
         if (found := _before(c, person))),
        reverse=True,
    )  # fmt: skip
    if not last:
        return None
    if len(last) > 1 and not any(t.is_sent_start for t in doc[last[1][0] + 1 : last[0][0] + 1]):
        return None
    return options[last[0][1]]


def _last_called(person: NamedPerson, options: Sequence[C]) -> C | None:
    """Who was last called by this word alone."""
    called = [
        (m.mention.start, n)
        for n, c in enumerate(options)
        for m in _before(c, person)
        if (m.words, m.suffix) == (person.words, person.suffix)
    ]
    return options[max(called)[1]] if called else None
