"""The words for a speaker taken apart: head, owner, complement, apposition.

The surface decides, since newspapers build these phrases alike: what comes before the first comma
or preposition is the core, whose last word is the head; a name there is the speaker, one before it
only modifies or owns (`Trump's lawyer`, `Sanders supporters`, `Clinton aide Huma Abedin`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.knowledge.organizations import organization_nouns
from pipeline.knowledge.sources import source_nouns
from pipeline.knowledge.titles import titles
from pipeline.quotes.attribution import Span
from pipeline.quotes.speakers.mentions import Mentions, Row

WORD = re.compile(r"[^\s,;:()\[\]\"“”«»–—]+")
POSSESSIVE = re.compile(r"['’]s?$")
BREAKS = re.compile(r"[,;:()\[\]\"“”–—]| --? ")
BRACKETS = re.compile(r" \([^()\n]{1,25}\)(?= [A-Z])")
BRACKETED = re.compile(r"\([^()\n]{1,25}\)")
#: Words that end the core of a phrase.
CUTS = frozenset(
    "of for in at from on with to about among inside outside near by under against within behind "
    "around speaking who whose which that as into over across during including like close familiar "
    "briefed aware than before after since between off without through via told whom where "
    "out".split()
)
#: Words before a phrase that do not belong to it.
LEADING = frozenset(
    "and but or even only just also perhaps according to by for as while whether like especially "
    "so far not nor yet although though including that".split()
)
TRAILING = frozenset(
    "himself herself itself themselves monday tuesday wednesday thursday friday saturday sunday "
    "today yesterday also alone too then now once first later again still just already "
    "meanwhile".split()
)
DEFINITE = frozenset("the this that these those his her its their my our your".split())
INDEFINITE = frozenset(
    "a an any another few many one other others several some two three four five six seven eight "
    "nine ten dozens multiple various no most every each".split()
)
#: Determiners that make of a class of people some individuals: `two officials`, `one Republican`.
COUNTED = frozenset("a an one another two three four five multiple several".split())
OWNERS = frozenset("his her its their my our your".split())
#: What nouns for people end in, of those that no vocabulary has.
PEOPLE = re.compile(r"(?:ers|ors|ists|ians|ants|ents|ees|men|women|crats|goers|ans|folk|folks)$")
PERSON = re.compile(r"(?:er|or|ist|ian|ant|ent|ee|man|woman|crat|goer|old)$")
#: Prepositions that are adjectives after an article: `an outside group`.
PLACING = frozenset(("outside", "inside", "near", "close", "like", "under", "familiar"))
PARTICIPLE = re.compile(r"[a-z]{2,}(?:ing|ed)$")
NAMED = ("person", "organization", "country")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a phrase; `bare` is it in lower case without a possessive."""

    start: int
    end: int
    text: str
    bare: str
    owns: bool


@dataclass(frozen=True, slots=True)
class Phrase:
    """The parts of a phrase.

    Attributes:
        words: of the core, without what only leads in.
        start: where the core begins.
        end: where the head ends, its possessive left out.
        rest: what follows the core, up to the end of the source.
        cut: the word that ends the core, "," or empty.
    """

    words: tuple[Word, ...]
    start: int
    end: int
    rest: Span
    cut: str

    @property
    def head(self) -> str:
        """The last word of the core in lower case; empty where there is none."""
        return self.words[-1].bare if self.words else ""

    @property
    def first(self) -> str:
        """The first word of the core in lower case."""
        return self.words[0].bare if self.words else ""

    @property
    def is_plural(self) -> bool:
        """Whether the head looks like a plural: no vocabulary has all nouns."""
        head = self.head
        return head.endswith("s") and not head.endswith(("ss", "us", "is", "'s", "’s"))


def words_of(text: str, span: Span) -> Iterator[Word]:
    """The words between two offsets."""
    for match in WORD.finditer(text, *span):
        surface = match.group()
        if not any(c.isalnum() or c == "%" for c in surface):
            continue
        bare = POSSESSIVE.sub("", surface)
        lower = bare.lower().rstrip(".!?'’")
        yield Word(match.start(), match.start() + len(bare), surface, lower, bare != surface)


def read_phrase(text: str, span: Span, mentions: Mentions) -> Phrase:
    """Takes the words between two offsets apart."""
    names = [(m["start"], m["end"]) for m in mentions.within(span) if m["kind"] == "name"]
    words: list[Word] = []
    cut, rest, after_brackets = "", span[1], 0
    for word in words_of(text, span):
        if word.start < after_brackets:
            continue
        gap = text[words[-1].end : word.start] if words else ""
        inside = any(s < word.start < e for s, e in names)
        bracket = BRACKETS.match(text, words[-1].end, span[1]) if words else None
        if bracket is not None and not inside:
            # "Suffolk County (Mass.) District Attorney Dan Conley"
            after_brackets = bracket.end()
            continue
        gap = BRACKETED.sub("", gap)
        if words and not inside and (BREAKS.search(gap) or word.text.startswith(("''", "``"))):
            cut, rest = ",", words[-1].end
            break
        if words and not inside and _cuts(word, words, text):
            cut, rest = word.bare, word.start
            break
        if not words and word.bare in LEADING and word.end < span[1] and not inside:
            continue
        words.append(word)
    while len(words) > 1 and (words[-1].bare in TRAILING or words[-1].text.endswith("edly")):
        words.pop()
    if not words:
        return Phrase((), span[0], span[1], (span[1], span[1]), "")
    return Phrase(tuple(words), words[0].start, words[-1].end, (rest, span[1]), cut)


def _cuts(word: Word, words: list[Word], text: str) -> bool:
    before = words[-1].bare
    if word.text in CUTS:
        if word.text == "of" and _in_title(before, text[word.end : word.end + 30]):
            return False
        adjective = len(words) == 1 and before not in ("those", "these")
        adjective = adjective and before in DEFINITE | INDEFINITE
        return not (adjective and word.text in PLACING)
    noun = before in source_nouns() or before in organization_nouns() or before in titles()
    noun = noun or before.endswith(("s", "%"))
    return noun and not words[-1].owns and bool(PARTICIPLE.match(word.text))


def _in_title(before: str, after: str) -> bool:
    """Whether an "of" belongs to a title: `Secretary of State John Kerry`."""
    following = after.split()
    return bool(following) and f"{before} of {following[0].lower().rstrip('.,')}" in _TITLES_WITH_OF


def _beginnings() -> frozenset[str]:
    return frozenset(" ".join(t.split()[-3:]) for t in titles() if " of " in t)


_TITLES_WITH_OF = _beginnings()


def final_name(phrase: Phrase, text: str, mentions: Mentions) -> Row | None:
    """The named mention at the end of the core, if it is the head: `Clinton aide Huma Abedin`."""
    if not phrase.words:
        return None
    last = phrase.words[-1]
    for mention in reversed(mentions.with_entity((phrase.start, max(last.end, phrase.end) + 1))):
        if mention["kind"] != "name" or mention["entity_type"] not in NAMED:
            continue
        if mention["end"] < phrase.end - 1:
            return None
        before = text[max(0, mention["start"] - 5) : mention["start"]].lower()
        return None if before.endswith(("pro-", "anti-", "ex-")) else mention
    return None


def noun_of(phrase: Phrase) -> tuple[str, str] | None:
    """The noun that tells the kind of speaker, with that kind: `press secretary`, spokesperson."""
    nouns = source_nouns()
    words = [w.bare for w in phrase.words]
    if len(words) > 2 and " ".join(words[-3:]) in titles():
        return None  # a chief of staff is no staff
    for n in (2, 1):
        found = nouns.get(" ".join(words[-n:])) if len(words) >= n else None
        if found is not None:
            return found.noun, found.kind
    if words and (words[-1].endswith("%") or words[-1].isdigit()):
        return "percent", "group"
    compound = re.split(r"[-‐‑]", words[-1])[-1] if words else ""
    found = nouns.get(compound)
    return (found.noun, found.kind) if found is not None and compound != words[-1] else None


def owner_of(phrase: Phrase, mentions: Mentions) -> Row | None:
    """Who owns the head: `Trump's lawyer`, `his campaign`."""
    owners = {w.end for w in phrase.words[:-1] if w.owns}
    owners |= {w.end for w in phrase.words[:-1] if w.bare in OWNERS}
    found = mentions.with_entity((phrase.start, phrase.end))
    return next((m for m in reversed(found) if m["end"] in owners or m["end"] - 2 in owners), None)


def owning_noun(phrase: Phrase, mentions: Mentions) -> Phrase | None:
    """The phrase that owns the head, where no name does: `his campaign's filing`."""
    for i in range(len(phrase.words) - 2, -1, -1):
        word = phrase.words[i]
        if word.owns:
            if any(
                m["end"] in (word.end, word.end + 2)
                for m in mentions.with_entity((word.start, word.end + 2))
            ):
                return None
            part = phrase.words[: i + 1]
            return Phrase(part, part[0].start, part[-1].end, (part[-1].end,) * 2, "")
    return None


def modifiers_of(phrase: Phrase, mentions: Mentions) -> list[Row]:
    """The named mentions before the head: `Clinton campaign`, `White House officials`."""
    last = phrase.words[-1].start if phrase.words else phrase.end
    return [m for m in mentions.with_entity((phrase.start, phrase.end)) if m["end"] <= last]


def complements_of(phrase: Phrase, text: str, mentions: Mentions) -> list[Row]:
    """The named mentions after `of`, `for`, `by` up to a comma: `a spokesman for Iran`."""
    start, end = phrase.rest
    stop = re.search(r",|;| who | which | that | said ", text[start:end])
    end = start + stop.start() if stop and phrase.cut != "," else end
    return mentions.with_entity((start, end))


def conjuncts(phrase: Phrase, text: str, mentions: Mentions) -> list[Phrase]:
    """The phrases of a core joined by `and`, `or`: two or more, or none."""
    names = [(m["start"], m["end"]) for m in mentions.within((phrase.start, phrase.end))]
    for i, word in enumerate(phrase.words[:-1]):
        inside = any(s < word.start < e for s, e in names)
        if i and word.text in ("and", "or", "&") and not inside:
            left, right = phrase.words[:i], phrase.words[i + 1 :]
            return [
                Phrase(part, part[0].start, part[-1].end, (part[-1].end,) * 2, "")
                for part in (left, right)
            ]
    return []
