"""Sentences in Universal Dependencies, and the ClearNLP arcs that they become."""

import pytest

from models.en_newsroom.recipe.clearnlp import convert
from models.en_newsroom.recipe.tree import Token

Arc = tuple[str, str, str]


def parse(sentence: str) -> list[Token]:
    """Tokens of lines that hold a form, a lemma, a part of speech, a tag, a head and a label."""
    rows = [line.split() for line in sentence.strip().split("\n")]
    return [
        Token(i=i, text=form, lemma=lemma, pos=pos, tag=tag, head=int(head) - 1, dep=dep)
        for i, (form, lemma, pos, tag, head, dep) in enumerate(rows)
    ]


def arcs(sentence: str) -> set[Arc]:
    """Word, label and word of the head, the number of a word added where it occurs twice."""
    tokens = convert(parse(sentence))
    forms = [t.text for t in tokens]
    named = [f if forms.count(f) == 1 else f"{f}{i + 1}" for i, f in enumerate(forms)]
    return {(named[t.i], t.dep, named[t.head] if t.head >= 0 else "") for t in tokens}


def test_a_preposition_heads_its_object() -> None:
    found = arcs("""
        Troops  troop  NOUN  NNS 2 nsubj
        arrived arrive VERB  VBD 0 root
        in      in     ADP   IN  4 case
        Kyiv    Kyiv   PROPN NNP 2 obl
        .       .      PUNCT .   2 punct
    """)
    assert found == {
        ("Troops", "nsubj", "arrived"),
        ("arrived", "ROOT", ""),
        ("in", "prep", "arrived"),
        ("Kyiv", "pobj", "in"),
        (".", "punct", "arrived"),
    }


def test_a_copula_heads_a_nominal_predicate() -> None:
    found = arcs("""
        Kolev     Kolev     PROPN NNP 4 nsubj
        is        be        AUX   VBZ 4 cop
        the       the       DET   DT  4 det
        president president NOUN  NN  0 root
        of        of        ADP   IN  6 case
        Bulgaria  Bulgaria  PROPN NNP 4 nmod
        .         .         PUNCT .   4 punct
    """)
    assert found == {
        ("Kolev", "nsubj", "is"),
        ("is", "ROOT", ""),
        ("the", "det", "president"),
        ("president", "attr", "is"),
        ("of", "prep", "president"),
        ("Bulgaria", "pobj", "of"),
        (".", "punct", "is"),
    }


def test_a_copula_heads_an_adjective() -> None:
    found = arcs("""
        The       the       DET   DT  2 det
        talks     talk      NOUN  NNS 5 nsubj
        were      be        AUX   VBD 5 cop
        not       not       PART  RB  5 advmod
        difficult difficult ADJ   JJ  0 root
        .         .         PUNCT .   5 punct
    """)
    assert {("talks", "nsubj", "were"), ("difficult", "acomp", "were")} <= found
    assert {("not", "neg", "were"), ("were", "ROOT", "")} <= found


def test_a_passive_with_its_agent() -> None:
    found = arcs("""
        The      the    DET   DT  2 det
        deal     deal   NOUN  NN  4 nsubj:pass
        was      be     AUX   VBD 4 aux:pass
        rejected reject VERB  VBN 0 root
        by       by     ADP   IN  6 case
        Moscow   Moscow PROPN NNP 4 obl:agent
        .        .      PUNCT .   4 punct
    """)
    assert {("deal", "nsubjpass", "rejected"), ("was", "auxpass", "rejected")} <= found
    assert {("by", "agent", "rejected"), ("Moscow", "pobj", "by")} <= found


def test_conjuncts_form_a_chain() -> None:
    found = arcs("""
        France France PROPN NNP 6 nsubj
        ,      ,      PUNCT ,   3 punct
        Spain  Spain  PROPN NNP 1 conj
        and    and    CCONJ CC  5 cc
        Italy  Italy  PROPN NNP 1 conj
        agreed agree  VERB  VBD 0 root
        .      .      PUNCT .   6 punct
    """)
    assert found == {
        ("France", "nsubj", "agreed"),
        (",", "punct", "France"),
        ("Spain", "conj", "France"),
        ("and", "cc", "Spain"),
        ("Italy", "conj", "Spain"),
        ("agreed", "ROOT", ""),
        (".", "punct", "agreed"),
    }


def test_names_are_head_final() -> None:
    found = arcs("""
        President President PROPN NNP 4 nsubj
        Anna      Anna      PROPN NNP 1 flat
        Petrova   Petrova   PROPN NNP 1 flat
        spoke     speak     VERB  VBD 0 root
    """)
    assert {("Petrova", "nsubj", "spoke"), ("President", "compound", "Petrova")} <= found
    assert ("Anna", "compound", "Petrova") in found


def test_a_relative_clause() -> None:
    found = arcs("""
        The      the      DET  DT  2 det
        minister minister NOUN NN  5 nsubj
        who      who      PRON WP  4 nsubj
        resigned resign   VERB VBD 2 acl:relcl
        returned return   VERB VBD 0 root
    """)
    assert {("resigned", "relcl", "minister"), ("who", "nsubj", "resigned")} <= found


def test_the_verb_heads_a_free_relative() -> None:
    found = arcs("""
        He       he     PRON PRP 2 nsubj
        repeated repeat VERB VBD 0 root
        what     what   PRON WP  2 obj
        she      she    PRON PRP 5 nsubj
        said     say    VERB VBD 3 acl:relcl
    """)
    assert {("said", "ccomp", "repeated"), ("what", "dobj", "said")} <= found
    assert ("she", "nsubj", "said") in found


def test_the_tag_of_a_quotation_heads_it() -> None:
    found = arcs("""
        ``   ``  PUNCT `` 3 punct
        We   we  PRON  PRP 3 nsubj
        won  win VERB  VBD 0 root
        ,    ,   PUNCT ,  3 punct
        ''   ''  PUNCT '' 3 punct
        he   he  PRON  PRP 7 nsubj
        said say VERB  VBD 3 parataxis
        .    .   PUNCT .  3 punct
    """)
    assert {("said", "ROOT", ""), ("won", "ccomp", "said"), ("he", "nsubj", "said")} <= found
    assert ("We", "nsubj", "won") in found


def test_a_possessive() -> None:
    found = arcs("""
        Serbia Serbia PROPN NNP 3 nmod:poss
        's     's     PART  POS 1 case
        army   army   NOUN  NN  4 nsubj
        left   leave  VERB  VBD 0 root
    """)
    assert {("Serbia", "poss", "army"), ("'s", "case", "Serbia")} <= found


def test_an_infinitive() -> None:
    found = arcs("""
        She   she   PRON PRP 2 nsubj
        wants want  VERB VBZ 0 root
        to    to    PART TO  4 mark
        leave leave VERB VB  2 xcomp
    """)
    assert {("to", "aux", "leave"), ("leave", "xcomp", "wants")} <= found


def test_because_of_is_a_chain_of_prepositions() -> None:
    found = arcs("""
        Flights flight  NOUN NNS 2 nsubj
        stopped stop    VERB VBD 0 root
        because because ADP  IN  5 case
        of      of      ADP  IN  3 fixed
        snow    snow    NOUN NN  2 obl
    """)
    assert {("because", "prep", "stopped"), ("of", "prep", "because")} <= found
    assert ("snow", "pobj", "of") in found


def test_as_well_as_is_a_conjunction() -> None:
    found = arcs("""
        Miners  miner  NOUN  NNS 6 nsubj
        as      as     ADV   RB  5 cc
        well    well   ADV   RB  2 fixed
        as      as     ADP   IN  2 fixed
        farmers farmer NOUN  NNS 1 conj
        march   march  VERB  VBP 0 root
    """)
    assert {("as4", "cc", "Miners"), ("farmers", "conj", "Miners")} <= found
    assert {("as2", "advmod", "as4"), ("well", "advmod", "as2")} <= found


def test_two_objects() -> None:
    found = arcs("""
        He        he       PRON PRP 2 nsubj
        gave      give     VERB VBD 0 root
        reporters reporter NOUN NNS 2 iobj
        a         a        DET  DT  5 det
        copy      copy     NOUN NN  2 obj
    """)
    assert {("reporters", "dative", "gave"), ("copy", "dobj", "gave")} <= found


def test_the_person_told_is_the_object_of_a_clause() -> None:
    found = arcs("""
        He        he       PRON  PRP 2 nsubj
        told      tell     VERB  VBD 0 root
        reporters reporter NOUN  NNS 2 iobj
        that      that     SCONJ IN  6 mark
        talks     talk     NOUN  NNS 6 nsubj
        failed    fail     VERB  VBD 2 ccomp
    """)
    assert {("reporters", "dobj", "told"), ("failed", "ccomp", "told")} <= found


def test_a_gerund_after_a_preposition() -> None:
    found = arcs("""
        They    they PRON  PRP 2 nsubj
        won     win  VERB  VBD 0 root
        by      by   SCONJ IN  4 mark
        waiting wait VERB  VBG 2 advcl
    """)
    assert {("by", "prep", "won"), ("waiting", "pcomp", "by")} <= found


def test_what_is_no_tree_is_refused() -> None:
    circular = """
        Rain  rain NOUN NN  2 nsubj
        falls fall VERB VBZ 1 conj
        now   now  ADV  RB  0 root
    """
    with pytest.raises(ValueError, match="a cycle: Rain falls now"):
        convert(parse(circular))
    with pytest.raises(ValueError, match="not exactly one root: Rain"):
        convert(parse("Rain rain NOUN NN 1 nsubj"))
