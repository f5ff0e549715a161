"""The mentions of one document: names first, then who they are, then what refers to them."""

from bisect import insort

from spacy.tokens import Doc

from pipeline.knowledge.countries import countries
from pipeline.language import find_quotations
from pipeline.ner.antecedents import Context, resolve_nominal
from pipeline.ner.candidates import find_candidates
from pipeline.ner.consistency import make_consistent
from pipeline.ner.entities import Entity, Mention, organization_entity
from pipeline.ner.functions import find_functional_names
from pipeline.ner.governments import government_score
from pipeline.ner.linking import NamedPerson, link_people
from pipeline.ner.nominals import Nominal, find_nominals
from pipeline.ner.organizations import link_organizations
from pipeline.ner.person_titles import read_titles
from pipeline.ner.pronouns import find_pronouns, resolve_pronoun
from pipeline.ner.settings import Confidence, NerSettings
from pipeline.ner.spans import Candidate, Origin

__all__ = ["document_mentions"]

_NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "EVENT", "WORK_OF_ART", "LAW"})


def document_mentions(doc: Doc, *, settings: NerSettings) -> list[Mention]:
    """All mentions of a parsed document, in order."""
    if not len(doc):
        return []
    found = make_consistent(doc, find_candidates(doc))
    nations: dict[str, Entity] = {}
    mentions = _named(doc, found, nations, settings)
    functional = _functional(doc, found, settings.confidence)
    mentions = _sorted([*mentions, *functional])
    _describe(doc, found, mentions, settings)
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
            people.append(NamedPerson(m, " ".join(c.text(doc).split()), titles))
        elif c in bodies:
            m.entity = bodies[c]
            if c.known is not None and c.known.iso3:
                m.country, m.country_by = c.known.iso3, "metonym"
        elif c.known is not None:
            _set_country(doc, c, m, nations, settings)
        mentions.append(m)
    link_people(people, similarity=settings.misspelling_similarity)
    return mentions


def _score(c: Candidate, confidence: Confidence) -> float:
    return {
        Origin.AGREED: confidence.agreed,
        Origin.KNOWN: confidence.known,
        Origin.TITLED: confidence.titled,
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


def _describe(
    doc: Doc, found: list[Candidate], mentions: list[Mention], settings: NerSettings
) -> None:
    """Adds descriptions and pronouns to the mentions, in order, each resolved by those before."""
    quotes = _quoted_tokens(doc)
    sentence_of, told_in = _sentence_numbers(doc, quotes)
    names = {i for c in found if c.label in _NAMES for i in range(c.start, c.end)}
    covered = {i for m in mentions if m.kind == "nominal" for i in range(m.start, m.end)}
    pending: list[tuple[int, Nominal | None]] = [
        (n.start, n) for n in find_nominals(doc, names | covered)
    ]
    pending += [(t.i, None) for t in find_pronouns(doc) if t.i not in names]
    far = Context(doc, mentions, sentence_of, quotes, settings.nominal_window)
    near = Context(doc, mentions, told_in, quotes, settings.pronoun_window)
    for start, nominal in sorted(pending, key=lambda p: (p[0], p[1] is not None)):
        if nominal is not None:
            entity = resolve_nominal(nominal, far)
            m = Mention(start, nominal.end, _label(nominal), "nominal", 0.0, entity)
            found_score = settings.confidence.nominal
        else:
            entity = resolve_pronoun(doc[start], near)
            label = {"person": "PERSON", "organization": "ORG", "country": "GPE"}
            m = Mention(
                start, start + 1, label[entity.type] if entity else "", "pronoun", 0.0, entity
            )
            found_score = settings.confidence.pronoun
        m.score = found_score if entity else settings.confidence.unresolved
        insort(mentions, m, key=lambda other: (other.start, -other.end))


def _quoted_tokens(doc: Doc) -> list[tuple[int, int]]:
    """Token spans of the quotations."""
    spans = (
        doc.char_span(q.start, q.end, alignment_mode="expand") for q in find_quotations(doc.text)
    )
    return [(span.start, span.end) for span in spans if span is not None]


def _sentence_numbers(doc: Doc, quotes: list[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """For each token its sentence's number; and the same with quoted sentences not counted.

    After a quotation of six sentences, "he added" still means who spoke before it.
    """
    quoted = {i for start, end in quotes for i in range(start, end)}
    all_of_them: list[int] = []
    told: list[int] = []
    for n, sentence in enumerate(doc.sents):
        first = next((t for t in sentence if not t.is_space), sentence[0])
        counts = first.i not in quoted or not told
        number = (told[-1] if told else -1) + counts
        all_of_them.extend([n] * len(sentence))
        told.extend([number] * len(sentence))
    return all_of_them, told


def _label(nominal: Nominal) -> str:
    if nominal.kind in ("country", "government"):
        return "GPE"
    return "ORG" if nominal.kind == "organization" else "PERSON"
