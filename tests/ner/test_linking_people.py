"""Persons of one document: which short name is whose, and which two are kept apart."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

WORDS = {
    "and": "CC", "said": "VBD", "met": "VBD", "left": "VBD", "spoke": "VBD", "the": "DT",
    "The": "DT", "in": "IN", "of": "IN", "with": "IN", "by": "IN",
}  # fmt: skip


def people(find, text, *names):
    return find(text, ents=[(name, "PERSON") for name in names], tags=WORDS)


def who(found, text):
    return [m.entity.name if m.entity else None for m in found.all(text)]


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("William Jefferson Clinton", "Bill Clinton"),
        ("Joseph R. Biden Jr.", "Joe Biden"),
        ("Willard Mitt Romney", "Mitt Romney"),
        ("Hillary Rodham Clinton", "Hillary Clinton"),
        ("John Kerry", "J. Kerry"),
        ("Andrés Manuel López Obrador", "López Obrador"),
        ("Andrés Manuel López Obrador", "AMLO"),
        ("Enrique Peña Nieto", "Peña Nieto"),
        ("Enrique Peña Nieto", "Enrique Peña"),
        ("Nicolás Maduro Moros", "Nicolás Maduro"),
        ("Luiz Inácio Lula da Silva", "Lula"),
        ("Xi Jinping", "Xi"),
        ("Kim Jong Un", "Kim"),
        ("Ban Ki-moon", "Ban"),
        ("Jimmy Lai Chee-ying", "Lai"),
        ("Nguyen Phu Trong", "Trong"),
        ("Aung San Suu Kyi", "Suu Kyi"),
        ("Prayuth Chan-ocha", "Prayuth"),
        ("Katrín Jakobsdóttir", "Katrín"),
        ("Orbán Viktor", "Viktor Orban"),
        ("Bashar al-Assad", "al-Assad"),
        ("Bashar al-Assad", "Assad"),
        ("Mohammed bin Salman", "bin Salman"),
        ("Mohammed bin Salman", "MBS"),
        ("Osama bin Laden", "Bin Laden"),
        ("Alexander Van der Bellen", "Van der Bellen"),
        ("Recep Tayyip Erdoğan", "Erdogan"),
        ("Volodymyr Zelenskyy", "Zelensky"),
        ("Abiy Ahmed Ali", "Abiy"),
        ("Stephen King", "King"),
        ("Sheikh Hasina", "Hasian"),
    ],
)
def test_a_short_form_is_its_full_name(find, full, short):
    found = people(find, f"{full} spoke . Then {short} left .", full, short)
    assert who(found, short) == [full]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("George W. Bush", "George H. W. Bush"),
        ("Donald Trump", "Donald Trump Jr."),
        ("Kim Jong Un", "Kim Yo Jong"),
        ("Lee Hsien Loong", "Lee Hsien Yang"),
        ("Aung San", "Aung San Suu Kyi"),
        ("Ali Bongo", "Omar Bongo"),
        ("Thomas James", "James Thomas"),
        ("Al Gore", "Tipper Gore"),
        ("Mary Keller", "Mark Keller"),
    ],
)
def test_two_people_with_names_alike_are_two(find, one, other):
    assert people(find, f"{one} met {other} .", one, other).names("person") == {one, other}


CLINTONS = ("Bill Clinton", "Hillary Clinton", "Clinton")
BOTH = "Bill Clinton spoke . Then Hillary Clinton left . "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (BOTH + "Mr. Clinton smiled .", ["Bill Clinton"]),
        (BOTH + "Mrs Clinton smiled .", ["Hillary Clinton"]),
        (BOTH + "Clinton said he would come .", ["Bill Clinton"]),
        (BOTH + "Clinton said she would come .", ["Hillary Clinton"]),
        (BOTH + "Clinton smiled . Bill Clinton left . Clinton spoke .", ["Hillary Clinton", None]),
        ("Bill Clinton and Hillary Clinton spoke . Clinton left .", [None]),
        ("President Bill Clinton and Hillary Clinton spoke . President Clinton left .",
         ["Bill Clinton"]),
        ("Hillary Clinton spoke . Clinton left . In 1992 Bill Clinton and Hillary Clinton met . "
         "Clinton left .", ["Hillary Clinton", "Hillary Clinton"]),
    ],
)  # fmt: skip
def test_a_shared_surname_goes_to_whom_the_text_means(find, text, expected):
    assert who(people(find, text, *CLINTONS), "Clinton") == expected


def test_a_man_is_not_the_only_woman_of_that_name(find):
    found = people(find, "Hillary Clinton spoke . Mr Clinton left .", "Hillary Clinton", "Clinton")
    assert who(found, "Clinton") == ["Clinton"]


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("Bill Clinton spoke . The Clintons left .", "Clintons"),
        ("The Clintons left .", "Clintons"),
        ("Lech Kaczynski met Jaroslaw Kaczynski . The Kaczynski brothers left .", "Kaczynski"),
        ("Emmerson Jones spoke . The Joneses left .", "Joneses"),
        ("John Smith spoke . Mr and Mrs Smith left .", "Smith"),
    ],
)
def test_a_family_is_no_person(find, text, family):
    names = ("Bill Clinton", "Lech Kaczynski", "Jaroslaw Kaczynski", "Emmerson Jones",
             "John Smith", family)  # fmt: skip
    found = people(find, text, *names)
    assert who(found, family) == [None]
    assert found.one(family).label == "PERSON"


def test_a_surname_that_ends_in_s_is_no_family(find):
    found = people(
        find,
        "Robin Williams spoke . The Williams plan failed . The Hastings plan failed .",
        "Robin Williams", "Williams", "Hastings",
    )  # fmt: skip
    assert who(found, "Williams") == ["Robin Williams"]
    assert who(found, "Hastings") == ["Hastings"]


def test_first_names_share_the_surname_that_follows(find):
    found = people(
        find, "Tom , Ann and Sue Smith spoke . Ann Smith left .", "Tom", "Ann", "Sue Smith",
        "Ann Smith",
    )  # fmt: skip
    assert found.names("person") == {"Tom Smith", "Ann Smith", "Sue Smith"}
    assert who(found, "Ann") == ["Ann Smith"]
    found = people(
        find, "Hillary Clinton left . Hillary and Donald Trump met .", "Hillary Clinton",
        "Hillary", "Donald Trump",
    )  # fmt: skip
    assert who(found, "Hillary") == ["Hillary Clinton"]


def test_surname_counts_before_first_name_and_a_popes_name_is_no_first_name(find):
    found = people(
        find,
        "Sung Kim met Kim Jong Un . Kim left . Francis Smith saw Pope Francis . "
        "Jordan Kelly met Anne Jordan . Jordan left .",
        "Sung Kim", "Kim Jong Un", "Francis Smith", "Francis", "Jordan Kelly", "Anne Jordan",
        "Jordan", "Kim",
    )  # fmt: skip
    assert who(found, "Kim") == [None]
    assert who(found, "Francis") == ["Francis"]
    assert who(found, "Jordan") == ["Anne Jordan"]


def test_the_canonical_name_is_not_in_capitals(find):
    found = people(find, "JOE BIDEN LEFT\n\nJoe Biden left .", "JOE BIDEN", "Joe Biden")
    assert found.names("person") == {"Joe Biden"}
    found = people(find, "Joe) Biden left . Joe Biden left .", "Joe) Biden", "Joe Biden")
    assert found.names("person") == {"Joe Biden"}


def test_a_mark_of_generation_goes_with_the_surname(find):
    found = people(
        find, "Donald Trump spoke . Donald Trump Jr. left . Trump Jr. came . Trump left .",
        "Donald Trump", "Donald Trump Jr.", "Trump Jr.", "Trump",
    )  # fmt: skip
    assert who(found, "Trump Jr.") == ["Donald Trump Jr."]
    assert who(found, "Trump") == ["Donald Trump"]


def test_where_the_son_is_called_junior_the_surname_alone_is_another(find):
    found = people(
        find, "Donald Trump Jr. left . Trump Jr. came . President Trump left .",
        "Donald Trump Jr.", "Trump Jr.", "Trump",
    )  # fmt: skip
    assert who(found, "Trump") == ["Trump"]
    found = people(find, "Eric Holder Jr. left . Holder came .", "Eric Holder Jr.", "Holder")
    assert who(found, "Holder") == ["Eric Holder Jr."]


NAMES = (
    "Bill Clinton", "Hillary Clinton", "Clinton", "Clintons", "Bill", "Donald Trump Jr.",
    "Trump Jr.", "Trump", "Kim Jong Un", "Kim", "J. Kerry", "AMLO", "ـ",
)  # fmt: skip


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(NAMES), max_size=12))
def test_any_order_of_names_is_linked_the_same_way_each_time(find, listed):
    text = " spoke . The ".join(["The", *listed]) + " left ."

    def linked():
        found = people(find, text, *dict.fromkeys(listed))
        return [(m.start, m.label, m.entity.name if m.entity else None) for m in found.mentions]

    assert linked() == linked()
