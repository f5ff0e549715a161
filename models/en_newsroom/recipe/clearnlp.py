"""Universal Dependencies (English) to the ClearNLP-style scheme of spaCy's English pipelines.

In Universal Dependencies content words head function words; in the ClearNLP scheme prepositions
head their objects (``prep``/``pobj``), copulas head their predicates (``attr``/``acomp``), and
names are head-final (``compound``). The conversion works on one sentence, in the order of the
functions called by :func:`convert`; each restructures the tree, and :func:`relabel` names what
is left. Guidelines followed: https://universaldependencies.org/u/dep/ for the input and the
ClearNLP guidelines (Choi and Palmer, 2012) for the output.
"""

import csv
from collections.abc import Callable
from functools import cache
from pathlib import Path

from models.en_newsroom.recipe.tree import Token, Tree

RELATIONS = Path(__file__).with_name("relations.csv")

SPEECH = frozenset(
    "say add tell ask note explain claim report announce write argue reply answer warn insist "
    "state declare recall continue conclude comment observe remark admit complain joke "
    "suggest".split()
)
LINKING = frozenset(
    "be become seem appear remain look feel stay sound smell taste get grow turn prove keep".split()
)
MONTHS = frozenset(
    "jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july "
    "august september october november december".split()
)
ADVERBIAL_MARKS = frozenset(
    "because if although though while whereas unless until whether that as once lest since when "
    "so".split()
)


@cache
def labels() -> dict[str, str]:
    """The ClearNLP label of each universal relation that is only renamed (relations.csv)."""
    with RELATIONS.open(encoding="utf8", newline="") as file:
        return {row["universal"]: row["clearnlp"] for row in csv.DictReader(file)}


def speech_tags(tree: Tree) -> None:
    """`"…," he said.`: the verb of saying heads what was said (UD: parataxis of it)."""
    for verb in list(tree.tokens):
        if verb.dep != "parataxis" or verb.lemma not in SPEECH or verb.head < 0:
            continue
        if not tree.children(verb.i, "nsubj") or tree.children(verb.i, "ccomp", "obj"):
            continue
        if verb.i > verb.head or any(t.i < verb.i for t in tree.children(verb.head)):
            tree.replace(verb.head, verb.i, "ccomp")


def free_relatives(tree: Tree) -> None:
    """`what he said`: the verb heads the clause, the relative word is one of its arguments."""
    for word in list(tree.tokens):
        if word.tag not in ("WP", "WDT", "WRB"):
            continue
        clauses = [t for t in tree.children(word.i, "acl:relcl", "advcl:relcl") if t.i > word.i]
        if not clauses:
            continue
        verb = clauses[0]
        role = {"nsubj": "csubj", "obj": "ccomp", "obl": "pcomp", "nmod": "pcomp"}.get(
            word.dep, word.dep
        )
        subject = bool(tree.children(verb.i, "nsubj", "nsubj:pass", "cop"))
        own = "advmod" if word.tag == "WRB" else ("obj" if subject else "nsubj")
        rest = [
            t for t in tree.children(word.i) if t is not verb and t.dep in ("case", "cc", "punct")
        ]
        tree.replace(word.i, verb.i, own)
        verb.dep = role
        tree.move(rest, verb.i)


def flat_names(tree: Tree) -> None:
    """Names are head-final: `Aleksandar Vucic` is Vucic with the compound Aleksandar."""
    for first in list(tree.tokens):
        parts = tree.children(first.i, "flat", "flat:foreign", "flat:name")
        if not parts:
            continue
        if first.text.lower().strip(".") in MONTHS or all(p.pos == "NUM" for p in parts):
            for p in parts:
                p.dep = "nummod" if p.pos == "NUM" else "compound"
            continue
        words = [p for p in parts if p.pos != "PUNCT"] or parts
        last = words[-1]
        if last.text.lower().strip(".") in ("jr", "sr", "ii", "iii", "iv") and len(words) > 1:
            last = words[-2]
        others = [t for t in tree.children(first.i) if t is not last]
        tree.replace(first.i, last.i, "compound")
        tree.move(others, last.i)
        for t in parts:
            if t is not last:
                t.dep = "compound" if t.i < last.i else "npadvmod"
    for day in tree.tokens:
        month = day.head if day.dep == "nmod:unmarked" else -1
        if month >= 0 and day.pos == "NUM":
            day.dep = "nummod"


def fixed_expressions(tree: Tree) -> None:
    """The words of `because of`, `as well as`, `at least` each get a label of their own."""
    for first in list(tree.tokens):
        parts = tree.children(first.i, "fixed")
        if not parts:
            continue
        if first.dep == "case":
            for p in parts:
                p.head, p.dep = first.head, "case"
            if first.lemma == "such":
                first.dep = "amod:such"
        elif first.dep == "cc" and parts[-1].tag in ("IN", "CC", "RB"):
            last = parts[-1]
            tree.replace(first.i, last.i, "advmod")
            tree.move(parts[:-1], first.i)
            for p in parts[:-1]:
                p.dep = "advmod"
        else:
            for p in parts:
                p.dep = "prep" if p.tag == "IN" else "advmod" if p.pos == "ADV" else "dep"


def copulas(tree: Tree) -> None:
    """The copula heads the clause; its predicate is `attr`, `acomp`, or its own kind of clause."""
    for predicate in list(tree.tokens):
        for cop in sorted(tree.children(predicate.i, "cop"), key=lambda t: -t.i):
            _raise_copula(
                tree, predicate, cop, outer=bool(tree.children(predicate.i, "nsubj:outer"))
            )


def _raise_copula(tree: Tree, predicate: Token, cop: Token, *, outer: bool) -> None:
    inner = outer and (
        bool(tree.children(predicate.i, "nsubj", "nsubj:pass")) and predicate.pos in ("VERB", "AUX")
    )
    more = [t for t in tree.children(predicate.i, "cop") if t is not cop]
    clause = inner or (outer and not more) or predicate.pos == "VERB"
    stay: list[Token] = []
    for t in tree.children(predicate.i):
        if t is cop:
            continue
        if clause and outer:
            keep = not (t.dep in ("nsubj:outer", "punct", "cc", "conj") or t.i < cop.i)
        else:
            keep = _stays(tree, t, predicate, cop) or (
                bool(more) and (t.dep == "nsubj:outer" or t in more)
            )
        if keep:
            stay.append(t)
    moved = [t for t in tree.children(predicate.i) if t is not cop and t not in stay]
    if clause and outer:
        dep = "xcomp" if any(t.tag == "TO" for t in stay if t.dep == "mark") else "ccomp"
    elif predicate.pos in ("ADJ",) or predicate.tag in ("JJ", "JJR", "JJS", "VBN", "VBG"):
        dep = "acomp"
    elif predicate.pos == "ADV":
        dep = "advmod"
    else:
        dep = "attr"
    tree.replace(predicate.i, cop.i, dep)
    tree.move(moved, cop.i)
    for t in moved:
        if t.dep == "csubj" and any(m.dep == "expl" for m in moved):
            t.dep = "xcomp" if any(m.tag == "TO" for m in tree.children(t.i, "mark")) else "ccomp"


def _stays(tree: Tree, t: Token, predicate: Token, cop: Token) -> bool:
    """Whether a dependent of a nominal or adjectival predicate belongs to the predicate itself."""
    if t.dep in (
        "nsubj",
        "nsubj:pass",
        "nsubj:outer",
        "csubj",
        "csubj:outer",
        "expl",
        "aux",
        "aux:pass",
    ):
        return False
    if t.dep in (
        "mark",
        "cc",
        "vocative",
        "discourse",
        "parataxis",
        "dislocated",
        "advcl",
        "punct",
    ):
        if t.dep == "advcl" and predicate.pos == "ADJ" and t.i > predicate.i:
            return any(m.tag == "TO" for m in tree.children(t.i, "mark"))
        return t.dep == "punct" and min(cop.i, predicate.i) < t.i < max(cop.i, predicate.i)
    if t.dep == "conj":
        return not tree.children(t.i, "nsubj", "nsubj:pass", "cop", "aux", "expl")
    if t.dep == "advmod":
        return t.lemma not in ("not", "n't", "never") and cop.i < t.i < predicate.i
    if t.dep in ("obl", "obl:unmarked"):
        return t.i > predicate.i and predicate.pos == "ADJ"
    return True


def prepositions(tree: Tree) -> None:
    """A preposition heads its object; the possessive `'s` stays `case`."""
    for noun in list(tree.tokens):
        cases = [
            t
            for t in tree.children(noun.i, "case")
            if t.tag != "POS" and t.text not in ("'s", "’s")
        ]
        if not cases:
            continue
        first, last = cases[0], cases[-1]
        label = {
            "obl:agent": "agent",
            "conj": "conj",
            "root": "root",
            "ccomp": "ccomp",
            "xcomp": "prep",
        }.get(noun.dep, "prep")
        if noun.dep in (
            "advcl",
            "acl",
            "acl:relcl",
            "parataxis",
            "appos",
            "list",
            "csubj",
        ) and noun.pos not in ("NOUN", "PROPN", "PRON", "NUM"):
            label = "prep"
        above = noun.head
        if noun.dep == "conj" and above >= 0:
            head = tree[above]
            above = head.head if head.dep == "pobj" else above
        edge = [
            t for t in tree.children(noun.i, "cc", "punct", "advmod", "amod:such") if t.i < first.i
        ]
        first.head, first.dep = above, label
        previous = first
        for case in cases[1:]:
            case.head, case.dep = previous.i, "prep"
            previous = case
        noun.head, noun.dep = last.i, "pobj" if noun.pos != "VERB" else "pcomp"
        tree.move(edge, first.i)


def clause_prepositions(tree: Tree) -> None:
    """`by doing`, `of being`: a preposition before a gerund heads it (`pcomp`)."""
    for verb in list(tree.tokens):
        if verb.dep not in ("advcl", "acl", "ccomp", "xcomp", "obl", "nmod", "conj", "root"):
            continue
        marks = [t for t in tree.children(verb.i, "mark") if t.tag == "IN" and t.i < verb.i]
        aux = [t for t in tree.children(verb.i, "aux", "aux:pass", "auxpass") if t.tag == "VBG"]
        if not marks or not (verb.tag == "VBG" or aux) or marks[-1].lemma in ADVERBIAL_MARKS:
            continue
        mark = marks[-1]
        dep = verb.dep if verb.dep in ("conj", "root") else "prep"
        before = [t for t in tree.children(verb.i, "cc", "punct", "advmod") if t.i < mark.i]
        mark.head, mark.dep = verb.head, dep
        verb.head, verb.dep = mark.i, "pcomp"
        tree.move(before, mark.i)


def coordination(tree: Tree) -> None:
    """Each conjunct hangs on the one before it, and so do the conjunction and the comma."""
    for first in list(tree.tokens):
        conjuncts = tree.children(first.i, "conj")
        previous = first
        for conjunct in conjuncts:
            for t in tree.children(conjunct.i, "cc", "punct"):
                if previous.i < t.i < conjunct.i or (t.dep == "cc" and t.i < conjunct.i):
                    t.head = previous.i
            conjunct.head = previous.i
            if conjunct.i > previous.i:
                previous = conjunct


def relabel(tree: Tree) -> None:
    """Names the relations that needed no restructuring."""
    for t in tree.tokens:
        head = tree[t.head] if t.head >= 0 else None
        if t.dep == "mark" and t.tag == "TO":
            t.dep = "aux"
        elif t.dep == "advmod" and t.lemma in ("not", "n't", "never"):
            t.dep = "neg"
        elif t.dep == "advmod" and head and head.pos == "NUM":
            t.dep = "quantmod"
        elif t.dep == "xcomp" and head:
            t.dep = _xcomp(tree, t, head)
        elif t.dep == "iobj" and not tree.children(t.head, "obj", "dobj"):
            t.dep = "dobj"  # `told reporters that …`
        elif t.dep == "csubj" and t.i > t.head and head and tree.children(t.head, "expl"):
            t.dep = "xcomp" if any(m.tag == "TO" for m in tree.children(t.i)) else "ccomp"
        elif t.dep == "amod:such":
            t.dep = "amod"
        elif t.dep == "case" and not (t.tag == "POS" or t.text in ("'s", "’s")):
            t.dep = "prep"
        elif t.dep == "cop":
            t.dep = "aux"
        else:
            t.dep = labels().get(t.dep, t.dep.split(":")[0])


def _xcomp(tree: Tree, t: Token, head: Token) -> str:
    if t.pos in ("VERB", "AUX"):
        return "xcomp"
    if head.lemma in LINKING and not tree.children(head.i, "obj", "dobj"):
        return "acomp" if t.pos == "ADJ" else "attr"
    return "oprd"


STEPS: tuple[Callable[[Tree], None], ...] = (
    speech_tags,
    free_relatives,
    flat_names,
    fixed_expressions,
    copulas,
    prepositions,
    clause_prepositions,
    coordination,
    relabel,
)


def convert(tokens: list[Token]) -> list[Token]:
    """Converts one sentence in place and returns it.

    Raises:
        ValueError: the result is no tree (a bug in a rule, or a broken input tree).
    """
    tree = Tree(tokens)
    for step in STEPS:
        step(tree)
    _check(tokens)
    return tokens


def _check(tokens: list[Token]) -> None:
    if sum(t.head == -1 for t in tokens) != 1:
        raise ValueError("not exactly one root: " + " ".join(t.text for t in tokens))
    for token in tokens:
        seen, i = set(), token.i
        while i >= 0:
            if i in seen:
                raise ValueError("a cycle: " + " ".join(t.text for t in tokens))
            seen.add(i)
            i = tokens[i].head
