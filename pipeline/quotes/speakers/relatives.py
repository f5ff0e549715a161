"""What `who`, `which` and `that` stand for: the phrase before them."""

import re

from pipeline.knowledge.sources import source_nouns
from pipeline.quotes.attribution import Span
from pipeline.quotes.speakers.nominals import is_role
from pipeline.quotes.speakers.phrases import CUTS, final_name, read_phrase, words_of
from pipeline.quotes.speakers.scene import Scene

#: Where a phrase before a relative pronoun may begin.
EDGES = re.compile(r"[,;:()\"“”]| --? |[–—]")
REACH = 220
AGE = re.compile(r"\d{1,3}$")


def antecedent_span(scene: Scene, pronoun: Span) -> Span | None:
    """The words that a relative pronoun stands for.

    `Ann Lee, a senator from Ohio, who`: of the parts between commas those that tell of the one
    before them (an age, a place, an office) are passed over, up to the name.
    """
    start = max(scene.sentence_start(pronoun[0]), pronoun[0] - REACH)
    parts = _parts(scene.text, start, pronoun[0])
    if not parts:
        return None
    if not scene.text[parts[-1][1] : pronoun[0]].strip():
        return _noun_before(scene, pronoun[0], parts[-1])
    for i in range(len(parts) - 1, -1, -1):
        part = parts[i]
        if i and _describes(scene, part) and _named(scene, parts[i - 1]) is not None:
            return _named(scene, parts[i - 1])
        named = _named(scene, part)
        if named is not None:
            return named
        if not (i and _describes(scene, part)):
            restrictive = part[1] + 1 >= pronoun[0]
            return _noun_before(scene, pronoun[0], part) if restrictive else _lean(scene, part)
    return None


def _lean(scene: Scene, part: Span) -> Span:
    """A part without what leads in: `according to the health minister`."""
    phrase = read_phrase(scene.text, part, scene.mentions)
    return (phrase.start, part[1]) if phrase.words else part


def _parts(text: str, start: int, end: int) -> list[Span]:
    """The parts of a sentence between commas and dashes, without white space at their edges."""
    cuts = [start]
    for match in EDGES.finditer(text, start, end):
        cuts += match.span()
    cuts.append(end)
    spans = []
    for low, high in zip(cuts[::2], cuts[1::2], strict=True):
        inner = text[low:high]
        low += len(inner) - len(inner.lstrip())
        if inner.strip():
            spans.append((low, low + len(inner.strip())))
    return spans


def _describes(scene: Scene, part: Span) -> bool:
    """Whether a part tells of the one before it: `24`, `from Ohio`, `a senator`, `D-Ohio`."""
    words = [w.bare for w in words_of(scene.text, part)]
    if not words or AGE.match(words[0]) or words[0] in CUTS or "-" in words[0]:
        return True
    phrase = read_phrase(scene.text, part, scene.mentions)
    known = phrase.head in source_nouns() or is_role(phrase.head)
    opens = phrase.first in ("a", "an", "the", "his", "her", "their", "its", "former", "one")
    named = final_name(phrase, scene.text, scene.mentions) is not None
    return (known or opens) and not named and len(phrase.words) < 9


def _named(scene: Scene, part: Span) -> Span | None:
    """The words of a part from the name in it that is the last not after a preposition."""
    found = scene.mentions.with_entity(part)
    for m in reversed(found):
        if m["kind"] == "pronoun":
            continue
        words = [w.text.lower() for w in words_of(scene.text, (part[0], m["start"]))]
        oblique = bool(words) and words[-1] in ("of", "from", "in", "at", "for")
        if oblique and any(o is not m and o["end"] <= m["start"] for o in found):
            continue
        tail = scene.text[m["end"] : part[1]].split()
        if tail and tail[0] not in CUTS:
            return None
        return m["start"], m["end"]
    return None


def _noun_before(scene: Scene, end: int, part: Span) -> Span | None:
    """The noun phrase that ends right before an offset, by the parse or the last words."""
    page = scene.page
    restrictive = "," not in scene.text[part[1] : end + 1] and part[1] + 1 >= end
    if page is not None and restrictive:
        i = page.token_at(end)
        token = page.doc[i] if i < len(page.doc) else None
        verb = token.head if token is not None else None
        while verb is not None and verb.dep_ not in ("relcl", "ROOT") and verb.head is not verb:
            verb = verb.head
        if verb is not None and verb.dep_ == "relcl" and verb.head.idx < end:
            low, high = page.noun_span(verb.head)
            if low < end:
                return low, min(high, end)
    words = list(words_of(scene.text, part))
    if not words:
        return None
    low = max(0, len(words) - 4)
    for k in range(len(words) - 1, low, -1):
        if words[k].bare in CUTS:
            low = k + 1
            break
    low = min(low, len(words) - 1)
    return words[low].start, words[-1].end
