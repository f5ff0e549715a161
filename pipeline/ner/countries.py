"""What a country's name means where it stands: which country, or none."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc, Span, Token

from pipeline.knowledge.countries import Reading, ambiguous_names
from pipeline.knowledge.sources import us_states
from pipeline.ner.gazetteer import is_written_in_capitals
from pipeline.ner.spans import Candidate, is_capitalised

__all__ = ["drop_false_names"]

_LEARNING = frozenset({"speak", "learn", "fluent", "translate", "teach", "study"})  # lemmas
_MEDIUM = frozenset({"in", "into", "from"})
_SPOKEN = frozenset(
    "accent dialect grammar interpreter language lesson proficiency speaker speaking subtitle "
    "translation translator version word".split()
)  # lemmas
_IN_PHRASE = ("NN", "JJ", "CD", "VBG", "VBZ")  # tags of words that go on with the phrase
_JOINS = frozenset({",", "and", "or", "&", ";"})
_IN_PLACE = frozenset({"across", "in", "inside", "near", "outside", "throughout"})
_CITIES = frozenset({"New York", "Washington"})  # states whose names are more often the city's
_PARTIES = frozenset({"R", "D", "I"})

# Weights of the evidence for a reading.
_BESIDE = 4.0  # a word next to the name
_IN_LIST = 3.0  # another country, or another state, in the same enumeration
_PERSON = 1.5  # the model takes the name for a person
_NAMESAKE = 0.7  # the document has a person with this name
_NEAR = 1.0  # a word of the same sentence, above its weight in the document
_ANYWHERE = 0.7  # a word of the document
_MOST = 3.5  # words of the document, together


@dataclass(slots=True)
class _Document:
    """What a document's other words tell about the names in it."""

    doc: Doc
    found: dict[int, Candidate]
    words: frozenset[str]
    namesakes: frozenset[str]
    sentences: dict[int, frozenset[str]] = field(default_factory=dict)

    def sentence_words(self, c: Candidate) -> frozenset[str]:
        sentence = self.doc[c.start].sent
        if sentence.start not in self.sentences:
            self.sentences[sentence.start] = _words(sentence)
        return self.sentences[sentence.start]


def drop_false_names(doc: Doc, found: list[Candidate]) -> list[Candidate]:
    """Leaves out known names that mean something else here, and decides which country is meant.

    Left out are languages ("said in Arabic"), places of the same name ("Peru, Indiana"), acronyms
    amid words in capitals ("WHO KILLED ..."), and ambiguous names that the words around them give
    another meaning (Georgia with Atlanta). Congo with Brazzaville is another country than Congo
    with Kinshasa.
    """
    document = _Document(
        doc, {i: c for c in found for i in range(c.start, c.end)}, _words(doc), _namesakes(doc)
    )
    kept = []
    for c in found:
        if _is_language(doc, c) or _is_shouted(doc, c) or _is_in_state(document, c):
            continue
        read = _read(document, c)
        if read is not None:
            kept.append(read)
    return kept


def _words(span: Doc | Span) -> frozenset[str]:
    return frozenset(token.text for token in span)


def _namesakes(doc: Doc) -> frozenset[str]:
    """Words of the full names that the model takes for persons: "Jim Jordan"."""
    return frozenset(
        token.text for ent in doc.ents if ent.label_ == "PERSON" and len(ent) > 1 for token in ent
    )


def _read(document: _Document, c: Candidate) -> Candidate | None:
    """The name with the country that it means here, None where it means none."""
    if c.known is None or c.known.iso3 is None:
        return c
    name = c.text(document.doc)
    named = _is_person(document, c)
    readings = ambiguous_names().get(name)
    if readings is None:
        return None if named and name in document.namesakes else c
    best = max(readings, key=lambda r: (_weight(document, c, r, named), r.prior))
    if best.iso3 is None:
        return None
    return replace(c, known=replace(c.known, iso3=best.iso3))


def _is_person(document: _Document, c: Candidate) -> bool:
    """Whether the model takes a single name for a person, here and as a rule."""
    doc = document.doc
    if c.end - c.start > 1 or doc[c.start].ent_type_ != "PERSON":
        return False
    if c.start > 0 and doc[c.start - 1].lower_ in _IN_PLACE:
        return False
    labels = [ent.label_ for ent in doc.ents if ent.text == doc[c.start].text]
    return labels.count("GPE") <= labels.count("PERSON")


def _weight(document: _Document, c: Candidate, reading: Reading, named: bool) -> float:
    near = _present(reading.evidence, document.sentence_words(c))
    anywhere = _present(reading.evidence, document.words)
    weight = reading.prior + min(_MOST, _NEAR * near + _ANYWHERE * anywhere)
    if any(token.text in reading.beside for token in _neighbours(document.doc, c)):
        weight += _BESIDE
    listed = list(_listed_with(document, c))
    if reading.iso3 is None:
        weight += _PERSON * named
        weight += _NAMESAKE * (document.doc[c.start].text in document.namesakes)
        weight += _IN_LIST * any(_is_state(document.doc, other) for other in listed)
    else:
        weight += _IN_LIST * any(_is_country(other) for other in listed)
    return weight


def _present(evidence: frozenset[str], words: frozenset[str]) -> int:
    # The name of a longer phrase ("South Ossetia") counts by its words.
    return sum(1 for e in evidence if e in words or (" " in e and words.issuperset(e.split())))


def _neighbours(doc: Doc, c: Candidate) -> Iterator[Token]:
    """The words before and after a name, hyphens, blanks and possessives aside."""
    for i, step in ((c.start - 1, -1), (c.end, 1)):
        while 0 <= i < len(doc) and doc[i].lower_ in ("-", "–", "'s", "’s"):
            i += step
        if 0 <= i < len(doc):
            yield doc[i]


def _listed_with(document: _Document, c: Candidate) -> Iterator[Candidate]:
    """Known names in the same enumeration, right before and after: "Ukraine, Georgia and"."""
    doc, found = document.doc, document.found
    for i, step in ((c.start - 1, -1), (c.end, 1)):
        joined = False
        while 0 <= i < len(doc) and doc[i].lower_ in _JOINS:
            i, joined = i + step, True
        other = found.get(i)
        if joined and other is not None:
            yield other


def _is_country(c: Candidate) -> bool:
    """Whether a name is a country's beyond doubt: no other ambiguous name."""
    return c.known is not None and c.known.kind == "country"


def _is_state(doc: Doc, c: Candidate) -> bool:
    name = c.text(doc)
    return name in us_states() and name not in _CITIES


def _is_in_state(document: _Document, c: Candidate) -> bool:
    """Whether a state follows ("Lebanon, Pa.", "Paris, Texas") or a party goes before ("R-Ga.")."""
    doc = document.doc
    if c.known is None or c.known.kind not in ("country", "capital") or c.known.iso3 == "USA":
        return False
    if c.start > 1 and doc[c.start - 1].text == "-" and doc[c.start - 2].text in _PARTIES:
        return True
    other = document.found.get(c.end + 1) if doc[c.end : c.end + 1].text == "," else None
    if other is None or not _is_state(doc, other):
        return False
    opens_list = doc[other.end : other.end + 1].text == "," and _is_joined(document, other)
    return not opens_list and not (c.start and doc[c.start - 1].text in _JOINS)


def _is_joined(document: _Document, state: Candidate) -> bool:
    """Whether a further name follows the comma after a state: "Georgia, Florida, Texas"."""
    after = [t for t in document.doc[state.end + 1 : state.end + 3] if t.lower_ not in _JOINS]
    return bool(after) and after[0].i in document.found


def _is_language(doc: Doc, c: Candidate) -> bool:
    if c.known is None or c.known.kind != "demonym" or doc[c.end - 1].tag_ in ("NNS", "NNPS"):
        return False
    after = next((t for t in doc[c.end : c.end + 2] if t.text != "-"), None)
    if after is not None and after.lemma_.lower() in _SPOKEN:
        return True
    goes_on = after is not None and (
        after.i > c.end or after.lower_ == "and" or after.tag_.startswith(_IN_PHRASE)
    )
    if goes_on:
        return False
    start = c.start
    if start > 2 and doc[start - 1].lower_ in ("and", "or") and is_capitalised(doc[start - 2]):
        start -= 2  # "in Swahili and Spanish"
    return doc[c.start].ent_type_ == "LANGUAGE" or (start > 0 and _is_medium(doc[start - 1]))


def _is_medium(token: Token) -> bool:
    return token.lemma_.lower() in _LEARNING or token.lower_ in _MEDIUM


def _is_shouted(doc: Doc, c: Candidate) -> bool:
    """Whether an acronym is a word like those around it, all in capitals: "WHO KILLED"."""
    if c.end - c.start > 1 or not is_written_in_capitals(c.text(doc)):
        return False
    opens = c.start == 0 or doc[c.start - 1].is_space
    if c.known is None or (c.known.kind == "country" and (opens or not doc[c.start].is_stop)):
        return False
    near = [t for t in doc[max(0, c.start - 2) : c.end + 2] if t.is_alpha and t.i != c.start]
    shouted = [t for t in near if t.is_upper and len(t) > 3]
    return len(near) > 1 and len(shouted) == len(near) and is_capitalised(doc[c.start])
