"""In-document linking: short names to full ones, acronyms to names."""


def test_surnames_and_misspellings_link_to_the_full_name(find):
    found = find(
        "Sheikh Hasina spoke . Sheikh Hasian left . Hasina smiled . Mustafa al-Kadhimi came . "
        "Then al-Kadhimi left .",
        ents=[
            ("Sheikh Hasina", "PERSON"),
            ("Hasian", "NORP"),
            ("Mustafa al-Kadhimi", "PERSON"),
            ("al-Kadhimi", "PERSON"),
        ],
    )
    assert found.names("person") == {"Sheikh Hasina", "Mustafa al-Kadhimi"}


def test_two_people_with_one_surname_are_kept_apart(find):
    found = find(
        "Donald Trump spoke . President Trump left . Melania Trump waved . Mrs Trump smiled .",
        ents=[("Donald Trump", "PERSON"), ("Melania Trump", "PERSON"), ("Trump", "PERSON")],
    )
    assert [m.entity.name for m in found.all("Trump")] == ["Donald Trump", "Melania Trump"]


def test_the_fullest_form_is_canonical(find):
    found = find(
        "Michele Kelemen spoke . Kelemen left . Michele waved . Robert Kennedy and "
        "Robert F. Kennedy met .",
        ents=[
            ("Michele Kelemen", "PERSON"),
            ("Michele", "GPE"),
            ("Robert Kennedy", "PERSON"),
            ("Robert F. Kennedy", "PERSON"),
        ],
        tags={"and": "CC"},
    )
    assert found.names("person") == {"Michele Kelemen", "Robert F. Kennedy"}


def test_similar_names_of_two_people_stay_two(find):
    found = find(
        "Maria Keller met Marie Keller .",
        ents=[("Maria Keller", "PERSON"), ("Marie Keller", "PERSON")],
    )
    assert found.names("person") == {"Maria Keller", "Marie Keller"}


def test_known_organizations_have_their_canonical_name(find):
    found = find("The EU , NPR , the BRICS group and U.N. envoys met .")
    assert found.names("organization") == {
        "European Union",
        "National Public Radio",
        "BRICS",
        "United Nations",
    }
    assert found.one("EU").entity.id == "org:european-union"


def test_acronyms_by_definition_and_by_initials(find):
    found = find(
        "The Election Commission (EC) met . The EC left . The Zorvan Trade Board spoke . "
        "The ZTB agreed .",
        ents=[("Election Commission", "ORG"), ("Zorvan Trade Board", "ORG"), ("ZTB", "ORG")],
    )
    assert found.names("organization") == {"Election Commission", "Zorvan Trade Board"}
    assert len(found.all("EC")) == 2


def test_a_weak_acronym_needs_the_name(find):
    assert find("IS fighters came .").names("organization") == set()
    found = find("Islamic State attacked . IS fighters came .")
    assert found.one("IS").entity.name == "Islamic State"


def test_short_forms_of_organizations(find):
    found = find(
        "The US Pacific Fleet sailed . The Pacific Fleet turned . Tarvo Steel lost . Tarvo left .",
        ents=[
            ("US Pacific Fleet", "ORG"),
            ("Pacific Fleet", "ORG"),
            ("Tarvo Steel", "ORG"),
            ("Tarvo", "PERSON"),
        ],
    )
    assert found.names("organization") == {"US Pacific Fleet", "Tarvo Steel"}


def test_bodies_by_country_and_function_are_organizations(find):
    found = find(
        "A North Korean foreign ministry spokesman spoke . The Iraqi military left . "
        "The US-led coalition denied it . The electoral commission of Kenya ruled .",
        tags={"of": "IN", "left": "VBD"},
    )
    assert found.names("organization") == {
        "North Korean foreign ministry",
        "Iraqi military",
        "US-led coalition",
        "electoral commission of Kenya",
    }
    assert found.one("The Iraqi military").kind == "nominal"
    assert found.one("Iraqi").country == "IRQ"
