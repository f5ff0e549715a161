"""Whom a description names beside its head: owner, complement, modifiers; and whom it is told."""

from collections.abc import Iterator

from pipeline.quotes.speakers.mentions import MODIFIER, Row
from pipeline.quotes.speakers.phrases import Phrase, complements_of, modifiers_of, owner_of
from pipeline.quotes.speakers.pronouns import GENDERS, by_pronoun
from pipeline.quotes.speakers.scene import Scene

#: How sure a noun is with the one it belongs to; an entity of the same name elsewhere, or one
#: spoken of before; the country that the document is about.
BELONGING, BY_LOOKUP, DOMINANT = 0.85, 0.75, 0.6


def associates(scene: Scene, phrase: Phrase) -> Iterator[Row]:
    """Those named with a head: its owner, its complements, its modifiers, in this order."""
    owner = owner_in(scene, phrase)
    if owner is not None:
        yield owner
    if phrase.cut in ("of", "for", "from", "by", "at", "with", "to"):
        yield from complements_of(phrase, scene.text, scene.mentions)
    yield from reversed(modifiers_of(phrase, scene.mentions))


def owner_in(scene: Scene, phrase: Phrase) -> Row | None:
    """The owner of a head; whom "his" means is found as for a speaker."""
    owner = owner_of(phrase, scene.mentions)
    word = owner["text"].lower() if owner is not None else phrase.first
    if word not in GENDERS:
        return owner
    at = owner["start"] if owner is not None else phrase.start
    found = by_pronoun(scene, (at, at + len(word)), word, None)
    rows = scene.mentions.by_entity.get(found.entity_id or "")
    if not rows:
        return owner
    antecedent = found.antecedent or (rows[0]["start"], rows[0]["end"])
    return {**rows[0], "start": antecedent[0], "end": antecedent[1]}


def nominal_mention(scene: Scene, phrase: Phrase) -> Row | None:
    """The mention of the description itself, if the stage before knows whom it means."""
    for m in scene.mentions.covering((phrase.end - 1, phrase.end)):
        known = m["kind"] == "nominal" and m["entity_id"] and m["entity_name"]
        if known and m["start"] >= phrase.start and not MODIFIER.search(m["entity_name"]):
            return m
    return None
