"""Adds what refers without a name, descriptions and pronouns, to the mentions of a document."""

from bisect import insort
from collections.abc import Hashable, Iterable, Sequence

from spacy.tokens import Doc, Token

from pipeline.language import find_quotations
from pipeline.ner.antecedents import (
    Context,
    countries_in,
    fitting_organizations,
    resolve_nominal,
)
from pipeline.ner.entities import Entity, Mention
from pipeline.ner.nominals import Nominal, find_nominals
from pipeline.ner.pronouns import find_body, find_pronouns, person_scores, resolve_pronoun
from pipeline.ner.reference.bystanders import find_bystanders
from pipeline.ner.reference.groups import find_joined, members_meant
from pipeline.ner.reference.referents import Referent
from pipeline.ner.reference.resolution import Resolver
from pipeline.ner.reference.scene import Scene
from pipeline.ner.reference.scorer import PairScorer
from pipeline.ner.reference.seen import (
    referent_of_group,
    referent_of_mention,
    referent_of_nominal,
    referent_of_pronoun,
)
from pipeline.ner.settings import NerSettings

__all__ = ["describe"]

_LABELS = {"person": "PERSON", "organization": "ORG", "country": "GPE"}


def describe(
    doc: Doc,
    names: set[int],
    mentions: list[Mention],
    *,
    settings: NerSettings,
    scorer: PairScorer | None = None,
) -> None:
    """Adds descriptions and pronouns in order, each resolved by the mentions before it.

    Args:
        doc: The parsed document.
        names: The tokens of names; no description or pronoun is there.
        mentions: The named mentions, in order; the others join them.
        settings: Thresholds and confidences.
        scorer: The learned scores of pairs; without it rules alone decide.
    """
    covered = {i for m in mentions if m.kind == "nominal" for i in range(m.start, m.end)}
    nominals = find_nominals(doc, names | covered)
    pronouns = [t for t in find_pronouns(doc) if t.i not in names]
    if nominals or pronouns:
        _Describer(doc, mentions, nominals, settings, scorer).describe(pronouns)


class _Describer:
    """Resolves what is left of one document."""

    def __init__(
        self,
        doc: Doc,
        mentions: list[Mention],
        nominals: Sequence[Nominal],
        settings: NerSettings,
        scorer: PairScorer | None,
    ) -> None:
        quotes = _quoted_tokens(doc)
        sentence_of, told_in = _sentence_numbers(doc, quotes)
        self._doc, self._mentions, self._nominals = doc, mentions, nominals
        self._settings = settings
        self._scene = Scene(doc, quotes)
        self._far = Context(doc, mentions, sentence_of, quotes, settings.nominal_window)
        self._near = Context(doc, mentions, told_in, quotes, settings.pronoun_window)
        self._entities: dict[Hashable, tuple[Entity, ...]] = {}
        self._resolver: Resolver | None = None
        if scorer is not None:
            known = self._referents()
            self._resolver = Resolver(self._scene, known, scorer=scorer, numbers=told_in)

    def _referents(self) -> list[Referent]:
        """All that is mentioned, pronouns left out."""
        named = [(m, referent_of_mention(self._doc, m)) for m in self._mentions]
        found = [r for _, r in named if r is not None]
        for m, _ in named:
            if m.entity is not None:
                self._entities[m.entity.id] = (m.entity,)
        for group in find_joined(self._doc, self._mentions):
            referent = referent_of_group(group)
            if referent.entity is not None:
                self._entities[referent.entity] = group.members
            found.append(referent)
        found += [referent_of_nominal(n, frozenset()) for n in self._nominals]
        taken = {i for r in found for i in range(r.start, r.end)}
        return [*found, *find_bystanders(self._doc, taken)]

    def describe(self, pronouns: Iterable[Token]) -> None:
        """Adds the mentions."""
        pending: list[tuple[int, Nominal | None]] = [(n.start, n) for n in self._nominals]
        pending += [(t.i, None) for t in pronouns]
        for start, nominal in sorted(pending, key=lambda p: (p[0], p[1] is not None)):
            m = self._pronoun(self._doc[start]) if nominal is None else self._nominal(nominal)
            insort(self._mentions, m, key=lambda other: (other.start, -other.end))

    def _nominal(self, nominal: Nominal) -> Mention:
        settings = self._settings
        m = Mention(nominal.start, nominal.end, _label(nominal), "nominal", 0.0)
        if nominal.group is not None:
            m.members = members_meant(
                self._scene,
                nominal.start,
                nominal.group,
                nominal.count,
                [other for other in self._mentions if other.start < nominal.start],
                window=settings.group_window,
            )
        else:
            m.entity = resolve_nominal(nominal, self._far)
        known = m.entity is not None or bool(m.members)
        m.score = settings.confidence.nominal if known else settings.confidence.unresolved
        if self._resolver is not None:
            referent = referent_of_nominal(nominal, frozenset(countries_in(nominal, self._far)))
            self._weigh(nominal, m, referent, self._resolver)
            self._put(m, referent)
        return m

    def _weigh(self, nominal: Nominal, m: Mention, referent: Referent, resolver: Resolver) -> None:
        """Lets the scores decide between several bodies, and where the rules found nobody."""
        if nominal.kind == "organization" and m.entity is not None:
            options = {e.id: e for e in fitting_organizations(nominal, self._far)}
            if len(options) > 1:
                m.entity = options[str(resolver.likeliest(referent, options))]
        elif nominal.kind in ("person", "organization", "country") and m.entity is None:
            settings = self._settings
            self._ask(m, referent, settings.nominal_reach, settings.nominal_threshold)

    def _pronoun(self, pronoun: Token) -> Mention:
        settings = self._settings
        m = Mention(pronoun.i, pronoun.i + 1, "", "pronoun", settings.confidence.unresolved)
        if self._resolver is None:
            m.entity = resolve_pronoun(pronoun, self._near)
            if m.entity is not None:
                m.score = settings.confidence.pronoun
        else:
            referent = referent_of_pronoun(pronoun)
            prior = self._prior(pronoun, referent)
            self._ask(m, referent, settings.pronoun_reach, settings.pronoun_threshold, prior)
            self._put(m, referent)
        m.label = _LABELS[m.entity.type] if m.entity else ""
        return m

    def _prior(self, pronoun: Token, referent: Referent) -> dict[Hashable, float]:
        """What the rules add to the scores of entities."""
        settings = self._settings
        if referent.gender is not None:
            scores = person_scores(pronoun, referent.gender, self._near)
            best = max(scores.values(), default=0.0)
            weight, known = settings.rule_weight, settings.rule_bonus
            return {e.id: known + weight * (score - best) for e, score in scores.items()}
        body = find_body(pronoun, self._near) if referent.type == "other" else None
        return {body.id: settings.body_bonus} if body is not None else {}

    def _ask(
        self,
        m: Mention,
        referent: Referent,
        window: int,
        threshold: float,
        prior: dict[Hashable, float] | None = None,
    ) -> None:
        """Sets the entity, or the members, that the scores tell."""
        assert self._resolver is not None
        answer = self._resolver.answer(referent, window=window, prior=prior)
        found = self._entities.get(answer.entity, ())
        if not found or answer.probability < threshold:
            return
        m.score = round(answer.probability, 3)
        if len(found) > 1:
            m.members = found
            return
        m.entity = entity = found[0]
        sure = answer.probability >= self._settings.gender_threshold
        if referent.gender is not None and entity.gender is None and sure:
            entity.gender = referent.gender
            self._resolver.tell_gender(entity.id, referent.gender)

    def _put(self, m: Mention, referent: Referent) -> None:
        """Lets what follows refer to a mention."""
        assert self._resolver is not None
        key: Hashable = m.entity.id if m.entity else None
        if m.members:
            key = tuple(e.id for e in m.members)
            self._entities[key] = m.members
        if key is not None or m.kind == "nominal":
            self._resolver.put(referent_of_mention(self._doc, m, seen=referent) or referent)


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
    if nominal.group is not None:
        return _LABELS.get(nominal.group.type, "PERSON")
    if nominal.kind in ("country", "government"):
        return "GPE"
    return "ORG" if nominal.kind == "organization" else "PERSON"
