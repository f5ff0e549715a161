"""The mentions of one document: names first, then who they are, then what refers to them."""

from spacy.tokens import Doc

from pipeline.knowledge.countries import countries
from pipeline.ner.candidates import find_candidates
from pipeline.ner.consistency import make_consistent
from pipeline.ner.entities import Entity, Mention, organization_entity
from pipeline.ner.functions import find_functional_names
from pipeline.ner.governments import government_score
from pipeline.ner.linking import link_people
from pipeline.ner.named_people import NamedPerson
from pipeline.ner.organizations import link_organizations
from pipeline.ner.person_titles import read_titles
from pipeline.ner.reference.describe import describe
from pipeline.ner.reference.scorer import PairScorer
from pipeline.ner.settings import Confidence, NerSettings
from pipeline.ner.spans import Candidate, Origin

__all__ = ["document_mentions"]

_BRACKETS = str.maketrans("", "", "[](){}")
_NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "EVENT", "WORK_OF_ART", "LAW"})


def document_mentions(
    doc: Doc, *, settings: NerSettings, scorer: PairScorer | None = None
) -> list[Mention]:
    """All mentions of a parsed document, in order.

    Args:
        doc: The document.
        settings: Thresholds and confidences.
        scorer: Learned scores of antecedents; without it rules alone find them.
    """
    if not len(doc):
        return []
    found = make_consistent(doc, find_candidates(doc))
    nations: dict[str, Entity] = {}
    mentions = _named(doc, found, nations, settings)
    functional = _functional(doc, found, settings.confidence)
    mentions = _sorted([*mentions, *functional])
    names = {i for c in found if c.label in _NAMES for i in range(c.start, c.end)}
    describe(doc, names, mentions, settings=settings, scorer=scorer)
    return mentions


def _sorted(mentions: list[Mention]) -> list[Mention]:
    return sorted(mentions, key=lambda m: (m.start, -m.end))


def _named(
    doc: Doc, found: list[Candidate], nations: dict[str, Entity], settings: NerSettings
) -> list[Mention]:
    by_token = {i: c for c in found if c.known for i in range(c.start, c.end)}
    bodies = link_organizations(doc, found)
    mentions: list[Mention] = []
    people: list[NamedPerson] = []
    for c in found:
        m = Mention(c.start, c.end, c.label, "name", _score(c, settings.confidence))
        if c.label == "PERSON":
            titles = read_titles(doc, c.start, c.end, by_token)
            people.append(NamedPerson(m, _plain(c.text(doc)), titles))
        elif c in bodies:
            m.entity = bodies[c]
            if c.known is not None and c.known.iso3:
                m.country, m.country_by = c.known.iso3, "metonym"
        elif c.known is not None:
            _set_country(doc, c, m, nations, settings)
        mentions.append(m)
    link_people(doc, people, similarity=settings.misspelling_similarity)
    return mentions


def _plain(name: str) -> str:
    """A name without the brackets of an editor: "[Don] McGahn"."""
    return " ".join(name.translate(_BRACKETS).split())


def _score(c: Candidate, confidence: Confidence) -> float:
    if c.origin is Origin.MODEL and c.score is not None:
        return c.score
    return {
        Origin.AGREED: confidence.agreed,
        Origin.KNOWN: confidence.known,
        Origin.MODEL: confidence.model,
        Origin.REPEATED: confidence.repeated,
    }[c.origin]


def _set_country(
    doc: Doc, c: Candidate, m: Mention, nations: dict[str, Entity], settings: NerSettings
) -> None:
    known = c.known
    if known is None or known.kind == "other":
        return
    if known.kind == "capital":
        if government_score(doc, c) < settings.metonym_threshold:
            return
        m.score = settings.confidence.metonym
        if known.iso3 is None:
            # A city that stands for a body of many countries: Brussels.
            m.entity = organization_entity(known.name or c.text(doc), kind="igo")
            return
        m.country_by = "metonym"
    else:
        m.country_by = "name" if known.kind == "country" else "demonym"
    if known.iso3 is not None:
        m.country = known.iso3
        m.entity = _nation(known.iso3, nations)


def _nation(iso3: str, nations: dict[str, Entity]) -> Entity:
    return nations.setdefault(iso3, Entity(iso3, countries()[iso3].name, "country"))


def _functional(doc: Doc, found: list[Candidate], confidence: Confidence) -> list[Mention]:
    entities: dict[tuple[str, str], Entity] = {}
    mentions = []
    for f in find_functional_names(doc, found):
        entity = entities.setdefault((f.iso3, f.noun), organization_entity(f.name, kind="agency"))
        start = f.start - 1 if f.start and doc[f.start - 1].lower_ == "the" else f.start
        mentions.append(Mention(start, f.end, "ORG", "nominal", confidence.known, entity))
    return mentions
