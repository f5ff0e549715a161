"""Families by their surname ("the Clintons"), and first names before a shared surname."""

from collections.abc import Sequence

from spacy.tokens import Doc

from pipeline.knowledge.names import first_name_genders, name_words, surname_text, words_of_names
from pipeline.knowledge.titles import longest_title
from pipeline.ner.named_people import NamedPerson

__all__ = ["families", "share_surnames"]

_ARTICLES = frozenset({"the", "both", "two", "three"})
_JOINS = frozenset({"and", "&"})


def families(doc: Doc, people: Sequence[NamedPerson]) -> set[NamedPerson]:
    """The mentions that name a family and no person: "the Obamas", "Mr and Mrs Smith".

    Args:
        doc: The document.
        people: Its mentions of people by name.
    """
    last = {p.words[-1] for p in people if len(p.words) > 1}
    return {
        p
        for p in people
        if p.mention.end - p.mention.start == 1
        and (_is_plural(doc, p, last) or _has_family_noun(doc, p) or _is_couple(doc, p))
    }


def _is_plural(doc: Doc, person: NamedPerson, last: set[str]) -> bool:
    token, surname = doc[person.mention.start], person.words[-1]
    if not surname.endswith("s") or surname in last or token.is_upper:
        return False
    if surname[:-1] in last or surname.removesuffix("es") in last:
        return True
    after = doc[token.i + 1] if token.i + 1 < len(doc) else None
    described = after is not None and after.tag_.startswith(("NN", "HYPH"))
    return token.i > 0 and doc[token.i - 1].lower_ in _ARTICLES and not described


def _has_family_noun(doc: Doc, person: NamedPerson) -> bool:
    end = person.mention.end
    return end < len(doc) and doc[end].text in words_of_names("family")


def _is_couple(doc: Doc, person: NamedPerson) -> bool:
    """Whether "Mr and Mrs" stands before a surname."""
    at = person.mention.start
    if at < 3 or doc[at - 2].lower_ not in _JOINS:
        return False
    titles = [longest_title([doc[i].text]) for i in (at - 3, at - 1)]
    return all(t is not None and t[0].kind == "honorific" for t in titles)


def share_surnames(doc: Doc, people: Sequence[NamedPerson]) -> None:
    """Completes first names that share the surname of the next: "John and Jane Smith".

    A first name that the document has with a surname of its own is left as it is.

    Args:
        doc: The document.
        people: Its mentions of people by name, in order; the `text` of some is changed.
    """
    full = {p.words for p in people if len(p.words) > 1}
    bearers = {word for words in full for word in (words[0], words[-1])}
    for i in range(len(people) - 2, -1, -1):
        person, following = people[i], people[i + 1]
        between = doc[person.mention.end : following.mention.start].text.strip().lower()
        # "Tom, Ann and Sue Smith": the comma counts where the next name was completed, too.
        joined = between in _JOINS or (between == "," and following.completed)
        if not (joined and _are_first_names(person, following)):
            continue
        text = f"{person.text} {surname_text(following.text)}"
        if name_words(text) in full or person.words[0] not in bearers:
            person.text, person.completed = text, True


def _are_first_names(person: NamedPerson, following: NamedPerson) -> bool:
    genders = first_name_genders()
    return (
        len(person.words) == 1
        and len(following.words) > 1
        and person.words[0] in genders
        and following.words[0] in genders
    )
