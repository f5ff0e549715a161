"""Events between actors: what verbs and nouns tell of them, and what changes their meaning.

Event types are the roots of PLOVER, the Political Language Ontology for Verifiable Event Records
(Open Event Data Alliance). The frames, nouns and lists are our own.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

from pipeline.knowledge.data_files import read_rows, split_cell

__all__ = [
    "COOPERATIVE_ROOTS",
    "ActorKind",
    "EventNoun",
    "Governor",
    "VerbFrame",
    "actor_nouns",
    "affiliation_nouns",
    "event_governors",
    "event_nouns",
    "light_verbs",
    "verb_frames",
    "wrongdoing_words",
]

COOPERATIVE_ROOTS = frozenset(
    {"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"}
)

ActorKind = Literal["force", "government", "official", "member", "property"]
_ACTOR_KINDS: dict[str, ActorKind] = {
    "force": "force",
    "government": "government",
    "official": "official",
    "member": "member",
    "property": "property",
}


@dataclass(frozen=True, slots=True)
class VerbFrame:
    """A verb with the complements that make it an event.

    Attributes:
        verb: Lemma: "impose".
        particle: Particle of a phrasal verb ("out" of "carry out"), or empty.
        nouns: Lemmas of which one must be its object or complement; empty for none; "to" for an
            infinitive, "*" for any object, "only" for an object without anything said of it.
        prepositions: Prepositions of the target; empty where the target is its object.
        root: PLOVER root of the event.
        symmetric: Whether both take part alike, so that "X and Y met" is an event as well.
    """

    verb: str
    particle: str
    nouns: frozenset[str]
    prepositions: tuple[str, ...]
    root: str
    symmetric: bool


@dataclass(frozen=True, slots=True)
class EventNoun:
    """A noun that names an event: "attack on", "talks with".

    Attributes:
        noun: Lemma.
        prepositions: Prepositions of the target.
        root: PLOVER root of the event.
        symmetric: Whether both take part alike.
    """

    noun: str
    prepositions: tuple[str, ...]
    root: str
    symmetric: bool


@dataclass(frozen=True, slots=True)
class Governor:
    """A verb, adjective or noun with an infinitive or gerund, which changes what that tells.

    Attributes:
        lemma: "refuse", "ready", "threat".
        negates: Whether the act was not done.
        modality: Modality that the act gets (future, possible, reported), "open" where it is only
            asked for, or empty.
        cooperative: Root of the whole where the act is cooperative ("agree to meet": AGREE).
        hostile: Root of the whole where the act is not ("threaten to attack": THREATEN).
    """

    lemma: str
    negates: bool
    modality: str
    cooperative: str
    hostile: str


@cache
def verb_frames() -> MappingProxyType[str, tuple[VerbFrame, ...]]:
    """Frames by the lemma of their verb, the most specific first."""
    found: defaultdict[str, list[VerbFrame]] = defaultdict(list)
    for r in read_rows("event_verbs", ["verb", "noun", "preposition", "root", "symmetric"]):
        verb, _, particle = r["verb"].partition(" ")
        found[verb].append(
            VerbFrame(
                verb,
                particle,
                frozenset(split_cell(r["noun"])),
                split_cell(r["preposition"]),
                r["root"],
                r["symmetric"] == "yes",
            )
        )
    return MappingProxyType({verb: tuple(sorted(f, key=_openness)) for verb, f in found.items()})


def _openness(frame: VerbFrame) -> tuple[bool, bool, bool]:
    return (not frame.nouns, not frame.particle, not frame.prepositions)


@cache
def event_nouns() -> MappingProxyType[str, EventNoun]:
    """Nouns that name events by their lemma."""
    return MappingProxyType(
        {
            r["noun"]: EventNoun(
                r["noun"], split_cell(r["preposition"]), r["root"], r["symmetric"] == "yes"
            )
            for r in read_rows("event_nouns", ["noun", "preposition", "root", "symmetric"])
        }
    )


@cache
def light_verbs() -> frozenset[str]:
    """Verbs whose subject does what their object names ("carry" out an attack)."""
    return frozenset(r["verb"].split()[0] for r in read_rows("light_verbs", ["verb"]))


@cache
def event_governors() -> MappingProxyType[str, Governor]:
    """Words that change the meaning of the infinitive or gerund they govern, by lemma."""
    columns = ["lemma", "negates", "modality", "cooperative", "hostile"]
    return MappingProxyType(
        {
            r["lemma"]: Governor(
                r["lemma"], r["negates"] == "yes", r["modality"], r["cooperative"], r["hostile"]
            )
            for r in read_rows("event_governors", columns)
        }
    )


@cache
def actor_nouns() -> MappingProxyType[str, ActorKind]:
    """Nouns that stand for the country or body named with them ("Moscow's forces").

    Those of the kind "property" ("territory") do so only as what an event is done to.
    """
    rows = read_rows("actor_nouns", ["noun", "kind"])
    return MappingProxyType({r["noun"]: _ACTOR_KINDS[r["kind"]] for r in rows})


@cache
def wrongdoing_words() -> frozenset[str]:
    """Verbs and adjectives that accuse their subject ("violate", "responsible")."""
    return frozenset(r["word"] for r in read_rows("wrongdoing_words", ["word"]))


@cache
def affiliation_nouns() -> MappingProxyType[str, str]:
    """Nouns of belonging, and to what: any actor, an organization, or only a party."""
    rows = read_rows("affiliation_nouns", ["noun", "with"])
    return MappingProxyType({r["noun"]: r["with"] for r in rows})
