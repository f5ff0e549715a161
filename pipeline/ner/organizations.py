"""Links the organizations of a document: acronyms, short forms, known canonical names."""

from dataclasses import dataclass, field

from spacy.tokens import Doc

from pipeline.knowledge.organizations import organizations, weak_organization_names
from pipeline.ner.acronyms import defined_acronyms
from pipeline.ner.entities import Entity, organization_entity
from pipeline.ner.short_forms import LAST_WORD, is_same_name, name_key, short_form
from pipeline.ner.spans import Candidate

__all__ = ["link_organizations"]


@dataclass(slots=True, eq=False)
class _Body:
    """An organization of the document, with what it is called there."""

    name: str
    known: bool = False
    forms: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)


def link_organizations(doc: Doc, found: list[Candidate]) -> dict[Candidate, Entity]:
    """Gives every named organization its entity.

    A known organization has its canonical name even where only the acronym stands in the text;
    another has the fullest form that the document gives. Full names come first; a short form
    goes to the only organization that it fits best, a last word ("the Brotherhood") to the one
    named last before it.
    """
    acronyms = defined_acronyms(doc, found)
    orgs = [c for c in found if c.label == "ORG"]
    present = {c.known.name for c in orgs if c.known}
    bodies: dict[str, _Body] = {}
    owners: dict[Candidate, _Body] = {}
    names: dict[Candidate, str] = {}
    for c in orgs:
        definer = acronyms.get(c.text(doc), c)
        names[c] = " ".join(definer.text(doc).split())
        known = _known_name(definer, names[c], present)
        if known is not None:
            body = bodies.setdefault(known, _Body(known, known=True))
            _add(body, names[c], c, owners)
    unknown = [c for c in orgs if c not in owners]
    for c in sorted(unknown, key=lambda c: (-len(name_key(names[c])), c.start)):
        owner, certain = _owner(list(bodies.values()), names[c], c.start)
        body = owner or bodies.setdefault(name_key(names[c]), _Body(names[c]))
        _add(body, names[c] if certain else body.name, c, owners)
    entities = {id(body): _entity(body) for body in bodies.values()}
    return {c: entities[id(owners[c])] for c in orgs}


def _add(body: _Body, name: str, c: Candidate, owners: dict[Candidate, _Body]) -> None:
    owners[c] = body
    body.starts.append(c.start)
    if name not in body.forms:
        body.forms.append(name)


def _known_name(c: Candidate, text: str, present: set[str | None]) -> str | None:
    if c.known is not None:
        return c.known.name
    options = weak_organization_names().get(text, ())
    supported = [o.name for o in options if o.name in present]
    return supported[0] if len(supported) == 1 else None


def _owner(bodies: list[_Body], name: str, start: int) -> tuple[_Body | None, bool]:
    """The organization of which a name is another spelling or a short form.

    And whether the name means it anywhere in the document: "the Brotherhood" does not.
    """
    same = [b for b in bodies if any(is_same_name(name, f) for f in (b.name, *b.forms))]
    if same:
        return same[0], True
    best: list[_Body] = []
    best_fit = 0
    for body in bodies:
        fits = max(short_form(name, form) for form in (body.name, *body.forms))
        if fits > best_fit:
            best, best_fit = [body], fits
        elif fits and fits == best_fit:
            best.append(body)
    best = [b for b in best if b.known] or best
    if best_fit == LAST_WORD:
        before = [b for b in best if min(b.starts) < start]
        return max(before, key=lambda b: _last_start(b, start), default=None), not before
    # The short form of two is that of neither: "Barclays" of "Barclays Capital" and "... Africa".
    return (best[0] if len(best) == 1 else None), True


def _last_start(body: _Body, before: int) -> int:
    return max(s for s in body.starts if s < before)


def _entity(body: _Body) -> Entity:
    if body.known:
        known = organizations().get(body.name)
        return organization_entity(body.name, kind=known.kind if known else "government")
    return organization_entity(max(body.forms, key=lambda f: (not f.isupper(), len(f), f)))
