"""Verbs that report what somebody said, wrote, thought or plans.

The list is our own. What each verb may govern (a direct quotation, a clause, an infinitive) was
decided by reading, and checked against how often it heads an attribution in PolNeAR
(https://github.com/networkdynamics/PolNeAR); no text of that corpus is contained.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from pipeline.knowledge.data_files import read_rows, split_cell

__all__ = ["Cue", "abbreviations", "cue_verbs", "speech_forms"]

VOWELS = frozenset("aeiou")


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb of attribution.

    Attributes:
        lemma: the verb.
        act: speech, writing, thought or plan.
        tags_quotations: it stands beside direct speech (`"…," he said`).
        takes_clause: it governs a clause (`said that …`, `said …`).
        takes_infinitive: what follows its `to` is what was said (`vowed to …`).
        takes_gerund: it governs a participle (`denied carrying out …`).
        takes_question: it governs a question (`asked why …`).
        takes_addressee: its object is who is told (`told Reuters that …`).
        judges: it says what somebody thinks of something, often in quotation marks (`called it a
            "disgrace"`).
        bare: a clause without "that" is expected after it even where a parse shows none.
        past: its past tense and participle where they are irregular, else none.
    """

    lemma: str
    act: str
    tags_quotations: bool
    takes_clause: bool
    takes_infinitive: bool
    takes_gerund: bool
    takes_question: bool
    takes_addressee: bool
    judges: bool
    bare: bool
    past: tuple[str, ...]


@cache
def cue_verbs() -> Mapping[str, Cue]:
    """The verbs of attribution by lemma."""
    cues = {}
    for row in read_rows("cues", ("lemma", "act", "frames", "past")):
        frames = split_cell(row["frames"])
        cues[row["lemma"]] = Cue(
            lemma=row["lemma"],
            act=row["act"],
            tags_quotations="tag" in frames,
            takes_clause="clause" in frames,
            takes_infinitive="infinitive" in frames,
            takes_gerund="gerund" in frames,
            takes_question="question" in frames,
            takes_addressee="addressee" in frames,
            judges="judgement" in frames,
            bare="bare" in frames,
            past=split_cell(row["past"]),
        )
    return MappingProxyType(cues)


@cache
def cue_forms() -> Mapping[str, str]:
    """Every inflected form of a verb of attribution, in lower case, and its lemma."""
    return MappingProxyType({form: c.lemma for c in cue_verbs().values() for form in inflected(c)})


@cache
def speech_forms() -> frozenset[str]:
    """The forms of the verbs that stand beside direct speech: said, says, asked."""
    return frozenset(f for f, lemma in cue_forms().items() if cue_verbs()[lemma].tags_quotations)


def inflected(cue: Cue) -> Iterator[str]:
    """The forms of a verb: base, third person, participle in -ing, past.

    >>> sorted(inflected(cue_verbs()["deny"]))
    ['denied', 'denies', 'deny', 'denying']
    """
    base = cue.lemma
    soft = base.endswith("y") and base[-2] not in VOWELS
    yield base
    if soft:
        yield base[:-1] + "ies"
    else:
        yield base + ("es" if base.endswith(("s", "sh", "ch", "x", "o")) else "s")
    stem = base + base[-1] if _doubles(base) else base
    yield (base[:-1] if base.endswith("e") and not base.endswith("ee") else stem) + "ing"
    yield from cue.past
    if not cue.past:
        yield base + "d" if base.endswith("e") else base[:-1] + "ied" if soft else stem + "ed"


def _doubles(verb: str) -> bool:
    """Whether the last consonant is doubled before -ed: one vowel before it, stressed."""
    if len(verb) < 3 or verb[-1] in VOWELS or verb[-1] in "wxy" or verb[-2] not in VOWELS:
        return False
    syllables = sum(
        c in VOWELS and (i == 0 or verb[i - 1] not in VOWELS) for i, c in enumerate(verb)
    )
    return verb[-3] not in VOWELS and (syllables == 1 or verb in ("admit", "concur", "quip"))


@cache
def abbreviations() -> Mapping[str, str]:
    """Abbreviations that end in a full stop, in lower case, and what they stand before or for.

    Kinds: before_name (`Gov.`), after_name (`Jr.`), before_number (`No.`), month, other.
    """
    rows = read_rows("abbreviations", ("abbreviation", "kind"))
    return MappingProxyType({row["abbreviation"]: row["kind"] for row in rows})
