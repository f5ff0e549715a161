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

__all__ = [
    "Cue",
    "CueAct",
    "abbreviations",
    "cue_acts",
    "cue_phrases",
    "cue_verbs",
    "known_cue",
    "speech_forms",
]

VOWELS = frozenset("aeiou")
#: Verbs of more than one syllable whose last consonant is doubled before -ed and -ing.
DOUBLING = frozenset(
    (
        "abhor", "admit", "bedevil", "commit", "compel", "concur", "confer", "defer", "demur",
        "extol", "forget", "infer", "permit", "prefer", "quip", "quiz", "rebut", "refer", "regret",
        "submit", "upset",
    )
)  # fmt: skip


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
    yield from verb_forms(cue.lemma, cue.past)


def verb_forms(base: str, past: tuple[str, ...]) -> Iterator[str]:
    """The forms of a verb; `past` are its past tense and participle where they are irregular.

    >>> sorted(verb_forms("see", ("saw", "seen")))
    ['saw', 'see', 'seeing', 'seen', 'sees']
    """
    yield base
    yield s_form(base)
    stem = base + base[-1] if _doubles(base) else base
    yield (base[:-1] if base.endswith("e") and not base.endswith("ee") else stem) + "ing"
    yield from past
    if not past:
        soft = s_form(base).endswith("ies")
        yield base + "d" if base.endswith("e") else base[:-1] + "ied" if soft else stem + "ed"


def s_form(base: str) -> str:
    """The third person of a verb, which is the plural of a noun as well.

    >>> s_form("reply"), s_form("speech")
    ('replies', 'speeches')
    """
    if base.endswith("y") and base[-2:-1] not in VOWELS:
        return base[:-1] + "ies"
    return base + ("es" if base.endswith(("s", "sh", "ch", "x", "o")) else "s")


def _doubles(verb: str) -> bool:
    """Whether the last consonant is doubled before -ed: one vowel before it, stressed."""
    if verb in DOUBLING:
        return True
    if len(verb) < 3 or verb[-1] in VOWELS or verb[-1] in "wxy" or verb[-2] not in VOWELS:
        return False
    syllables = sum(
        c in VOWELS and (i == 0 or verb[i - 1] not in VOWELS) for i, c in enumerate(verb)
    )
    return verb[-3] not in VOWELS and syllables == 1


@dataclass(frozen=True, slots=True)
class CueAct:
    """A word that stands in cues, and what it makes of an attribution.

    Attributes:
        cue: its lemma; of a phrase the lemmas with blanks between: point out.
        kind: verb, noun, adjective, adverb, phrase, or light (a verb that leaves the sense to
            the word that it governs: `seemed to suggest`, `issued a warning`).
        act: speech, writing, thought or plan.
        addressee: how it takes the words for whom it was said to: object (`told Reuters`), on
            (`called on Congress`), to (`said to reporters`), or empty.
    """

    cue: str
    kind: str
    act: str
    addressee: str


@cache
def cue_acts() -> Mapping[str, CueAct]:
    """The words and phrases of cues by lemma: the verbs of attribution and what else there is.

    The list holds what heads the cues of PolNeAR's training articles, and what is like it.
    """
    acts = {}
    for verb in cue_verbs().values():
        addressee = "object" if verb.takes_addressee else "to" if verb.tags_quotations else ""
        acts[verb.lemma] = CueAct(verb.lemma, "verb", verb.act, addressee)
    for row in _act_rows():
        acts[row["cue"]] = CueAct(row["cue"], row["kind"], row["act"], row["addressee"])
    return MappingProxyType(acts)


def known_cue(form: str, *, verbal: bool) -> CueAct | None:
    """The entry of a word form, in lower case; None for a word that is none of cues.

    Args:
        form: the word as it stands in the text.
        verbal: whether it is read as a verb where it may be one and something else as well.
    """
    first, second = _act_forms() if verbal else reversed(_act_forms())
    lemma = first.get(form) or second.get(form)
    return cue_acts()[lemma] if lemma else None


@cache
def _act_forms() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """The forms of the verbs of cues, and those of their other words, with lemmas."""
    past = {row["cue"]: split_cell(row["past"]) for row in _act_rows()}
    verbs, others = dict(cue_forms()), dict[str, str]()
    for entry in cue_acts().values():
        if entry.kind in ("verb", "light"):
            for form in verb_forms(entry.cue, past.get(entry.cue, ())):
                verbs.setdefault(form, entry.cue)
        elif entry.kind != "phrase":
            others[entry.cue] = entry.cue
            if entry.kind == "noun":
                others.setdefault(s_form(entry.cue), entry.cue)
    return MappingProxyType(verbs), MappingProxyType(others)


def _act_rows() -> Iterator[dict[str, str]]:
    return read_rows("cue_acts", ("cue", "kind", "act", "addressee", "past"))


@cache
def cue_phrases() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """The phrases of cues by their first word, longest first: point -> (point, out)."""
    phrases: dict[str, list[tuple[str, ...]]] = {}
    for entry in cue_acts().values():
        if entry.kind == "phrase":
            words = tuple(entry.cue.split())
            phrases.setdefault(words[0], []).append(words)
    return MappingProxyType(
        {first: tuple(sorted(found, key=len, reverse=True)) for first, found in phrases.items()}
    )


@cache
def abbreviations() -> Mapping[str, str]:
    """Abbreviations that end in a full stop, in lower case, and what they stand before or for.

    Kinds: before_name (`Gov.`), after_name (`Jr.`), before_number (`No.`), month, other.
    """
    rows = read_rows("abbreviations", ("abbreviation", "kind"))
    return MappingProxyType({row["abbreviation"]: row["kind"] for row in rows})
