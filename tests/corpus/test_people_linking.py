import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.corpus.entities import LocalEntity
from pipeline.knowledge.names import slug
from tests.corpus.linked import link


def person(doc_id: str, name: str, *surfaces: str, titles: tuple[str, ...] = ()) -> LocalEntity:
    return LocalEntity(
        doc_id,
        f"person:{slug(name)}",
        "person",
        name,
        surfaces={name, *surfaces},
        titles=frozenset(titles),
        mentions=1,
    )


def names(people: list[LocalEntity]) -> list[str]:
    links = link(people)
    return [links[p.doc_id, p.entity_id].name for p in people]


def corpus(*named: str) -> list[LocalEntity]:
    """One document for each name."""
    return [person(f"d{i:03}", name) for i, name in enumerate(named)]


@pytest.mark.parametrize(
    ("often", "once"),
    [
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
        ("Volodymyr Zelenskyy", "Volodymyr Zelenskiy"),
        ("Aleksandar Vucic", "Aleksandar Vučić"),
        ("John Kerry", "John F. Kerry"),
        ("John F. Kerry", "John Forbes Kerry"),
        ("JD Vance", "J. D. Vance"),
        ("Muammar Gaddafi", "Muammar Gadhafi"),
        ("Mohammed Morsi", "Muhammad Morsi"),
        ("Bashar al-Assad", "Bashar Assad"),
        ("Sergei Lavrov", "Sergey Lavrov"),
        ("Alexander Lukashenko", "Alexander Lukashenka"),
        ("Kim Jong-un", "KIM JONG UN"),
        ("Robert F. Kennedy Jr.", "Robert Kennedy"),
        ("Gerhard Schröder", "Gerhard Schroeder"),
        ("Oleksandr Hrynenko", "Olexandr Hrynenko"),
    ],
)
def test_spellings_of_a_name_are_one_person(often: str, once: str) -> None:
    assert names(corpus(often, often, once)) == [often] * 3


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hillary Clinton", "Bill Clinton"),
        ("George H. W. Bush", "George P. Bush"),
        ("Bashar al-Assad", "Hafez al-Assad"),
        ("Daniel Ortega", "Daniela Ortega"),
        ("John Johnson", "John Johnston"),
        ("Martin King Jr.", "Martin King Sr."),
        ("Donald Trump", "Donald Trump Jr."),
        ("George W. Bush", "George H.W. Bush"),
        ("Muhammad Ali", "Muhammad Ben Ali"),
        ("Joan Smith", "John Smith"),
    ],
)
def test_people_whose_names_contradict_are_kept_apart(one: str, other: str) -> None:
    assert names(corpus(one, one, other)) == [one, one, other]


def test_a_surname_alone_joins_the_best_supported_person() -> None:
    people = corpus("John Kerry", "John Kerry", "Vanessa Kerry", "Kerry")
    assert names(people)[-1] == "John Kerry"


def test_a_surname_alone_joins_the_person_with_the_title_it_carries() -> None:
    people = [
        *corpus("Boris Johnson", "Boris Johnson"),
        person("e", "Mike Johnson", titles=("speaker",)),
        person("f", "Johnson", titles=("speaker",)),
        person("g", "Johnson"),
    ]
    assert names(people)[-2:] == ["Mike Johnson", "Boris Johnson"]


def test_a_short_form_that_documents_use_need_not_come_last() -> None:
    people = [
        person("a", "Xi Jinping", "Xi"),
        person("b", "Xi"),
        person("c", "Aung San Suu Kyi", "Suu Kyi"),
        person("d", "Suu Kyi"),
        person("e", "Zine El Abidine Ben Ali", "Ben Ali"),
        person("f", "Ben Ali"),
    ]
    full = ["Xi Jinping", "Aung San Suu Kyi", "Zine El Abidine Ben Ali"]
    assert names(people) == [name for name in full for _ in range(2)]


def test_words_around_a_better_known_name_are_no_other_person() -> None:
    people = [
        *corpus("Kamala Harris", "Kamala Harris", "Nicolas Maduro", "Nicolas Maduro"),
        person("x", "Kamala Harris Wants", "Kamala Harris"),
        person("y", "Nicolas Maduro Moros", "Nicolas Maduro"),
        person("z", "Nicolas Maduro Guerra"),
    ]
    assert names(people)[-3:] == ["Kamala Harris", "Nicolas Maduro", "Nicolas Maduro Guerra"]


def test_a_junior_by_surname_alone_is_not_the_senior() -> None:
    people = corpus("Donald Trump", "Donald Trump", "Trump Jr.")
    assert names(people)[-1] == "Trump Jr."
    assert names([*people, person("j", "Donald Trump Jr.")])[-2:] == ["Donald Trump Jr."] * 2


def test_a_first_name_alone_is_no_surname_unless_a_title_says_so() -> None:
    people = [
        person("a", "John Francis", titles=("senator",)),
        person("b", "Francis", titles=("pope",)),
        person("c", "Francis", titles=("senator",)),
    ]
    assert names(people) == ["John Francis", "Francis", "John Francis"]


def test_a_surname_that_nobody_bears_in_full_stays() -> None:
    assert names(corpus("Zelensky", "Zelenskyy", "Zelensky", "Putin")) == [
        *["Zelensky"] * 3,
        "Putin",
    ]


def test_an_ambiguous_name_joins_one_and_names_nobody() -> None:
    people = corpus(*["John Kerry"] * 3, "John F. Kerry", "John F. Kerry", "John D. Kerry")
    assert names(people) == [*["John F. Kerry"] * 5, "John D. Kerry"]


def test_repeated_documents_decide_no_spelling() -> None:
    people = [
        person("a", "Volodymyr Zelensky"),
        *(person(f"b{i}", "Volodymyr Zelenskyy") for i in range(5)),
    ]
    linked = link(people, repeated={f"b{i}" for i in range(5)})
    assert {canonical.name for canonical in linked.values()} == {"Volodymyr Zelensky"}


def test_the_id_is_the_slug_of_the_canonical_name() -> None:
    links = link(corpus("Aleksandar Vučić"))
    assert [link.entity_id for link in links.values()] == ["person:aleksandar-vucic"]


NAMES = st.sampled_from(
    [
        *("Ann Lee", "Anna Lee", "A. Lee", "Ann B. Lee", "Ann C. Lee", "Lee", "Li", "Lee Ann"),
        *("Ben Ali", "Ali", "Zine Ben Ali", "Bellen", "Van der Bellen", "Alexander Van der Bellen"),
        *("Jr", "!!", "王毅", "Ann", "the Ann", "the"),
    ]
)


@settings(deadline=None, max_examples=30)
@given(st.lists(NAMES, max_size=12), st.randoms())
def test_the_order_of_documents_is_of_no_account(named: list[str], rng: random.Random) -> None:
    people = corpus(*named)
    links = link(people)
    rng.shuffle(people)
    assert link(people) == links


def test_a_large_corpus_is_linked_in_little_time() -> None:
    rng = random.Random(1)
    syllables = ["ka", "lo", "mi", "ne", "ru", "sa", "to", "vi", "ban", "der", "gol", "mar"]
    words = ["".join(rng.choices(syllables, k=3)).title() for _ in range(2000)]
    people = corpus(*(f"{rng.choice(words)} {rng.choice(words)}" for _ in range(20_000)))
    assert len(link(people)) == 20_000
