"""Sources of many forms and whom they stand for, over mentions made by hand, without a parse."""

import re
from typing import Any

import pytest
import spacy

from pipeline.knowledge.countries import countries
from pipeline.knowledge.sources import administrations, role_families, us_states
from pipeline.quotes.attribution import Attribution, Span
from pipeline.quotes.page import Page
from pipeline.quotes.speakers.resolve import Mentions, Speaker, find_speakers, resolve
from pipeline.tables.vocabulary import RESOLUTIONS, SPEAKER_TYPES, UNKNOWN_REASONS

PEOPLE = {
    "Ann Lee": ("Ann Lee", "Lee"),
    "Donald Trump": ("Donald Trump", "Trump"),
    "Hillary Clinton": ("Hillary Clinton", "Clinton"),
    "Barack Obama": ("Barack Obama", "Obama"),
    "Robby Mook": ("Robby Mook", "Mook"),
    "John Kerry": ("John Kerry", "Kerry"),
    "Huma Abedin": ("Huma Abedin",),
    "Andrew Cuomo": ("Andrew Cuomo", "Cuomo"),
    "Vladimir Putin": ("Vladimir Putin", "Putin"),
}
BODIES = {
    "White House": ("White House",),
    "Acme Corp": ("Acme Corp", "Acme"),
    "CNN": ("CNN",),
    "Justice Department": ("Justice Department",),
    "New York Times": ("New York Times",),
    "Hezbollah": ("Hezbollah",),
    "Iranian foreign ministry": ("Iranian foreign ministry",),
}
COUNTRIES = {"Iran": ("IRN", "name"), "Laos": ("LAO", "name"), "Iranian": ("IRN", "demonym")}
COUNTRIES |= {"Iranians": ("IRN", "demonym"), "Vietnam": ("VNM", "name")}
TITLES = {"President": "President", "Sen.": "Senator", "Gov.": "Governor"}


def mention_rows(text: str, told: dict[str, str]) -> list[dict[str, Any]]:
    """The names of the tables above, and what `told` says of other words, longest first."""
    forms = [(form, name, "person") for name, fs in PEOPLE.items() for form in fs]
    forms += [(form, name, "organization") for name, fs in BODIES.items() for form in fs]
    forms += [(form, form, "country") for form in COUNTRIES]
    forms += [(form, name, "told") for form, name in told.items()]
    rows: list[dict[str, Any]] = []
    taken: set[int] = set()
    for form, name, kind in sorted(forms, key=lambda f: -len(f[0])):
        for match in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", text):
            if kind != "told" and taken & set(range(*match.span())):
                continue
            taken |= set(range(*match.span())) if kind != "told" else set()
            rows.append(_row(match.span(), text, name, kind))
    return rows


def _row(span: Span, text: str, name: str, kind: str) -> dict[str, Any]:
    iso3, by = COUNTRIES.get(name, (None, None)) if kind == "country" else (None, None)
    type_ = kind
    if kind == "told":
        type_ = "person" if name in PEOPLE else "organization"
    pronoun = text[slice(*span)].lower() in ("he", "she", "it", "his", "her", "its")
    before = text[: span[0]].split()
    return {
        "start": span[0],
        "end": span[1],
        "text": text[slice(*span)],
        "kind": ("pronoun" if pronoun else "nominal") if kind == "told" else "name",
        "entity_id": iso3 or f"{type_}:{name.lower().replace(' ', '-')}",
        "entity_name": countries()[iso3].name if iso3 else name,
        "entity_type": type_,
        "country": iso3,
        "country_by": by,
        "score": 1.0,
        "title": TITLES.get(before[-1]) if before and kind == "person" else None,
    }


def speaker_of(marked: str, **told: str) -> Speaker:
    """Resolves the words in double brackets."""
    start = marked.index("[[")
    text = marked.replace("[[", "").replace("]]", "")
    source = (start, start + marked.index("]]") - start - 2)
    words = {key.replace("_", " "): name for key, name in told.items()}
    return resolve(text, source, Mentions(mention_rows(text, words)))


def speakers_of(marked: str, **told: str) -> list[Speaker]:
    """Resolves attributions marked `{content}1`, `<cue>1` and `[source]1`."""
    text, spans, at = "", {}, 0
    for match in re.finditer(r"([{\[<])([^}\]>]+)[}\]>](\d)", marked):
        text += marked[at : match.start()]
        spans.setdefault(match[3], []).append((match[1], (len(text), len(text) + len(match[2]))))
        text, at = text + match[2], match.end()
    text += marked[at:]
    attributions = []
    for parts in spans.values():
        of = {mark: [s for m, s in parts if m == mark] for mark in "{[<"}
        cue, source = (next(iter(of[mark]), None) for mark in "<[")
        attributions.append(Attribution(sorted(of["{"]), cue, None, "speech", source, "tag"))
    attributions.sort(key=lambda a: a.start)
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    rows = mention_rows(text, {key.replace("_", " "): name for key, name in told.items()})
    return find_speakers(Page(nlp(text)), Mentions(rows), attributions)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("[[Ann Lee]] said so.", "Ann Lee"),
        ("Ann Lee came. [[Lee]] said so.", "Ann Lee"),
        ("[[Mrs. Clinton]] said so.", "Hillary Clinton"),
        ("[[Trump's]] claim was new.", "Donald Trump"),
        ("[[Trump himself]] said so.", "Donald Trump"),
        ("[[President Barack Obama]] said so.", "Barack Obama"),
        ("[[Sen. Ann Lee (D) of Ohio]] said so.", "Ann Lee"),
        ("[[Sen. Ann Lee (R-N.Y.)]] said so.", "Ann Lee"),
        ("[[Clinton campaign manager Robby Mook]] said so.", "Robby Mook"),
        ("[[President Trump’s personal attorney Ann Lee]] said so.", "Ann Lee"),
        ("[[CNN's Ann Lee]] said so.", "Ann Lee"),
        ("[[former Obama administration adviser Ann Lee]] said so.", "Ann Lee"),
        ("[[Secretary of State John Kerry]] said so.", "John Kerry"),
        ("[[White House Chief of Staff Ann Lee]] said so.", "Ann Lee"),
        ("[[Suffolk County (Mass.) District Attorney Ann Lee]] said so.", "Ann Lee"),
        ("[[writer and professor Ann Lee]] said so.", "Ann Lee"),
        ("[[Ann Lee, the president of Acme Corp,]] said so.", "Ann Lee"),
        ("[[Ann Lee, who once worked for Trump,]] said so.", "Ann Lee"),
        ("[[Ann Lee on Wednesday]] said so.", "Ann Lee"),
        ("[[Ann Lee once]] said so.", "Ann Lee"),
        ("[[its commissioner for peace]], Ann Lee, said so.", "Ann Lee"),
        ("[[Iran's minister, Ann Lee,]] said so.", "Ann Lee"),
        ("[[Its commander, known as Ann Lee,]] said so.", "Ann Lee"),
        ("[[his publicist]] Ann Lee said so.", "Ann Lee"),
        ("Ann Lee, [[a top official with Acme]], said so.", "Ann Lee"),
        ("[[the White House]] said so.", "White House"),
        ("[[The Justice Department]] said so.", "Justice Department"),
        ("[[Iran]] said so.", "Iran"),
        ("[[the Iranian foreign ministry]] said so.", "Iranian foreign ministry"),
        ("[[a group calling itself Hezbollah]] said so.", "Hezbollah"),
    ],
)
def test_names(text: str, name: str) -> None:
    speaker = speaker_of(text)
    assert (speaker.name, speaker.resolved_by) == (name, "name")
    assert speaker.kind in ("person", "organization", "country")
    assert speaker.antecedent is not None


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("a senior administration official", "anonymous"),
        ("a senior official", "anonymous"),
        ("one of Trump's aides", "anonymous"),
        ("an aide to Hillary Clinton", "anonymous"),
        ("two people familiar with the matter", "anonymous"),
        ("two officials", "anonymous"),
        ("officials familiar with the talks", "anonymous"),
        ("U.S. intelligence sources", "anonymous"),
        ("sources", "anonymous"),
        ("critics", "anonymous"),
        ("Those close to the campaign", "anonymous"),
        ("one", "anonymous"),
        ("others", "anonymous"),
        ("an Iranian", "anonymous"),
        ("a 2012 Trump financial supporter", "anonymous"),
        ("one shepherd", "anonymous"),
        ("court documents", "anonymous"),
        ("the report", "anonymous"),
        ("officials", "group"),
        ("Republicans", "group"),
        ("Some Republicans", "group"),
        ("Trump's lawyers", "group"),
        ("Mrs. Clinton's aides", "group"),
        ("Trump supporters", "group"),
        ("Advisers to Mr. Trump", "group"),
        ("some Trump allies", "group"),
        ("Hundreds of pro-Trump demonstrators", "group"),
        ("28 percent of voters", "group"),
        ("34 percent", "group"),
        ("nearly half", "group"),
        ("Most", "group"),
        ("both leaders", "group"),
        ("both candidates", "group"),
        ("the two leaders", "group"),
        ("Police", "group"),
        ("Several airlines", "group"),
        ("Multiple news organizations", "group"),
        ("some Iranians", "group"),
        ("Laos and Vietnam", "group"),
        ("Donald Trump and Hillary Clinton", "group"),
        ("Trump and his aides", "group"),
        ("Both the White House and Congress", "group"),
        ("Trump's campaign", "group"),
        ("the Clinton campaign", "group"),
        ("the audience", "group"),
    ],
)
def test_groups_and_the_unnamed(source: str, kind: str) -> None:
    speaker = speaker_of(f"[[{source}]] said so.")
    assert (speaker.kind, speaker.entity_id, speaker.reason) == (kind, None, None)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("I", "first_person"),
        ("We", "first_person"),
        ("he", "pronoun"),
        ("they", "pronoun"),
        ("it", "pronoun"),
        ("This", "pronoun"),
        ("you", "pronoun"),
        ("the company", "nominal"),
        ("the governor", "nominal"),
        ("Iran’s foreign minister", "nominal"),
        ("the U.S. ambassador to Iran", "nominal"),
        ("the idea", "nominal"),
        ("KPTV", "name"),
        ("Mr. Nadella", "name"),
        ("Iranian", "name"),
    ],
)
def test_the_unknown_have_a_reason(source: str, reason: str) -> None:
    speaker = speaker_of(f"[[{source}]] said so.")
    assert (speaker.kind, speaker.reason, speaker.score) == ("unknown", reason, 0.0)


@pytest.mark.parametrize(
    ("text", "kind", "name", "speaks_for"),
    [
        ("[[a White House spokesman]] said.", "organization", "White House", "White House"),
        ("[[a spokesman for Iran]] said.", "country", "Iran", "Iran"),
        ("[[a spokeswoman for Hillary Clinton]] said.", "anonymous", None, "Hillary Clinton"),
        ("[[a spokesman]] said.", "anonymous", None, None),
        ("[[Pentagon spokesman John Kerry]] said.", "person", "John Kerry", None),
        ("[[White House spokeswoman Ann Lee]] said.", "person", "Ann Lee", "White House"),
        ("[[Ann Lee, a spokeswoman for Iran,]] said.", "person", "Ann Lee", "Iran"),
        ("[[Clinton press secretary Ann Lee]] said.", "person", "Ann Lee", "Hillary Clinton"),
        ("[[Ann Lee, a former spokeswoman for Iran,]] said.", "person", "Ann Lee", None),
        ("Acme spokeswoman Ann Lee came. [[Lee]] said.", "person", "Ann Lee", "Acme Corp"),
        ("[[Trump's campaign]] said.", "group", None, "Donald Trump"),
        ("[[Kerry’s office]] said.", "group", None, "John Kerry"),
        ("A spokesman for Acme came. [[The spokesman]] said.", "organization", "Acme Corp",
         "Acme Corp"),
        ("The spokeswoman for CNN, Ann Lee, came. [[The spokeswoman]] said.", "person", "Ann Lee",
         "CNN"),
        ("Acme spokeswoman Ann Lee met a spokesman for CNN. [[The spokesman]] said.",
         "organization", "CNN", "CNN"),
        ("Acme, a company, rose. [[A spokesman for the company]] said.", "organization",
         "Acme Corp", "Acme Corp"),
    ],
)  # fmt: skip
def test_for_whom_they_speak(text: str, kind: str, name: str, speaks_for: str) -> None:
    speaker = speaker_of(text)
    assert (speaker.kind, speaker.name, speaker.speaks_for) == (kind, name, speaks_for)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("[[the Iranian government]] said.", "Iran"),
        ("[[Iran's government]] said.", "Iran"),
        ("[[the government of Laos]] said.", "Laos"),
        ("[[Iranian authorities]] said.", "Iran"),
        ("[[The Trump administration]] said.", "United States"),
        ("The Obama administration acted. [[The administration]] said.", "United States"),
        ("[[a CNN poll]] said.", "CNN"),
        ("[[an analysis from the Justice Department]] said.", "Justice Department"),
        ("[[a report by CNN]] said.", "CNN"),
        ("[[a Justice Department memo]] said.", "Justice Department"),
        ("[[Trump's book]] said.", "Donald Trump"),
        ("The New York Times came. [[The Times]] said.", "New York Times"),
        ("Acme Corp, a company in Ohio, rose. [[The company]] said.", "Acme Corp"),
        ("Gov. Andrew Cuomo came. [[The governor]] said.", "Andrew Cuomo"),
        ("Andrew Cuomo (D-N.Y.) came. [[The New York Democrat]] said.", "Andrew Cuomo"),
        ("Ann Lee, the real estate mogul, came. [[The billionaire]] said.", "Ann Lee"),
        ("Sen. Ann Lee and Gov. Andrew Cuomo came. [[The senator]] said.", "Ann Lee"),
        ("Former FBI director Ann Lee came. [[The former FBI director]] said.", "Ann Lee"),
        (
            "President Donald Trump met Putin, the Russian leader. [[The president]] said.",
            "Donald Trump",
        ),
        (
            "President Donald Trump came. Asked about Kerry, [[the president]] said: “No.”",
            "Donald Trump",
        ),
        ("President Trump met Ann Lee, president of Acme. [[The president]] said.", "Donald Trump"),
        ("Ann Lee took the oath. [[The president]] said.", "Ann Lee"),
        ("[[FBI chief]] says so\n\nFBI director Ann Lee spoke.", "Ann Lee"),
        ("Ann Lee has sailed since 1988. [[The 61-year-old]] said.", "Ann Lee"),
        ("Sen. Ann Lee spoke. [[The senator’s comments]] said.", "Ann Lee"),
        ("[[FBI Special Agent in Charge Ann Lee]] said.", "Ann Lee"),
        ("Iran is a land. Iran is big. Iran waits. [[The justice ministry]] said.", "Iran"),
        ("[[Iran's justice ministry]] said.", "Iran"),
    ],
)
def test_descriptions(text: str, name: str) -> None:
    assert speaker_of(text).name == name


@pytest.mark.parametrize(
    "text",
    [
        "President Barack Obama came. [[The former president]] said.",
        "President Barack Obama came. [[The leader of Lebanon’s Hezbollah]] said.",
        "Sen. Ann Lee, a senator from Ohio, came. [[The Vermont senator]] said.",
        "Gov. Andrew Cuomo came. [[The attorney general]] said.",
        "Sen. Ann Lee came. [[his wife]] said.",
        "Sen. Ann Lee came. [[The president]] said.",
        "Ann Lee and John Kerry came. [[The president]] said.",
        "Acme Corp, a university, rose. [[The University of Ohio]] said.",
        "The justice minister came. [[The justice ministry]] said.",
    ],
)
def test_descriptions_that_fit_nobody(text: str) -> None:
    assert speaker_of(text).kind in ("unknown", "anonymous")


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("It was Ann Lee, [[who]] said so.", "person", "Ann Lee"),
        ("Ann Lee, 24, from Ohio, [[who]] said so.", "person", "Ann Lee"),
        ("Ann Lee, an adviser to Barack Obama, [[who]] said so.", "person", "Ann Lee"),
        ("It was Sen. Ann Lee of Iran, [[who]] said so.", "person", "Ann Lee"),
        ("They met voters [[who]] said so.", "group", None),
        ("She met an aide [[who]] said so.", "anonymous", None),
        ("It was the Justice Department, [[which]] said so.", "organization",
         "Justice Department"),
        ("He read the pledge [[that]] said so.", "unknown", None),
    ],
)  # fmt: skip
def test_relative_pronouns(text: str, kind: str, name: str | None) -> None:
    speaker = speaker_of(text)
    assert (speaker.kind, speaker.name) == (kind, name)


@pytest.mark.parametrize(
    ("marked", "told", "names"),
    [
        # the last speaker goes on, whatever the coreference before found
        ("{“Trump is loud,”}1 [Kerry]1 <said>1.\n\n{“He is not,”}2 [he]2 <said>2.",
         {"he": "Donald Trump"}, ["John Kerry", "John Kerry"]),
        # a new subject takes over
        ("{“A is,”}1 [Putin]1 <said>1. Trump came next. {“B is,”}2 [he]2 <said>2.",
         {}, ["Vladimir Putin", "Donald Trump"]),
        # gender
        ("{“A is,”}1 [Mr. Kerry]1 <said>1 of Mrs. Clinton. {“B is,”}2 [she]2 <said>2.",
         {}, ["John Kerry", "Hillary Clinton"]),
        # whoever is spoken to is not who speaks; whoever is asked answers
        ("Trump came. {“A is,”}1 [he]1 <told>1 Kerry. {“B is,”}2 [he]2 <said>2.",
         {}, ["Donald Trump", "Donald Trump"]),
        ("[Kerry]1 <asked>1 Trump {why}1.\n\n{“B is,”}2 [he]2 <said>2.",
         {}, ["John Kerry", "Donald Trump"]),
        # named only in speech
        ("{“A is,”}1 [Trump]1 <said>1.\n\n{“Putin is strong,”}2 [he]2 <said>2.",
         {}, ["Donald Trump", "Donald Trump"]),
        # an unnamed person goes on as such
        ("Trump won. {“A is,”}1 [one aide]1 <said>1. {“B is,”}2 [he]2 <said>2.",
         {}, [None, None]),
        # a spokesman is his organization
        ("{A is}1, [a spokesman for Acme]1 <said>1. {“B is,”}2 [he]2 <said>2.",
         {}, ["Acme Corp", "Acme Corp"]),
        ("[Acme]1 <said>1 {A is}1. {“B is,”}2 [it]2 <said>2.", {}, ["Acme Corp", "Acme Corp"]),
    ],
)  # fmt: skip
def test_pronouns(marked: str, told: dict[str, str], names: list[str | None]) -> None:
    found = speakers_of(marked, **told)
    assert [s.name for s in found] == names


def test_they_are_the_group_that_spoke_last() -> None:
    first, second = speakers_of("[Republicans]1 <said>1 {no}1. {It fell,}2 [they]2 <said>2.")
    assert (first.kind, second.kind, second.resolved_by) == ("group", "group", "pronoun")


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        ("{“A is,”}1 [Lee]1 <said>1.\n\n{“B is so.”}2", ["Ann Lee", "Ann Lee"]),
        ("{“A is,”}1 [Lee]1 <said>1. {“B is so.”}2", ["Ann Lee", "Ann Lee"]),
        ("{“Is it?”}1 [Lee]1 <asked>1.\n\n{“It is,”}2 [Trump]2 <said>2.\n\n"
         "{“And now?”}3\n\n{“No.”}4", ["Ann Lee", "Donald Trump", "Ann Lee", "Donald Trump"]),
        ("{“A is,”}1 [Lee]1 <said>1.\n\nTrump was angry for all to see. {“B is so.”}2",
         ["Ann Lee", "Donald Trump"]),
        ("{“A is so.”}1\n\nAnn Lee, CNN\n\nIt rained.", ["Ann Lee"]),
        ("{“A is so.”}1 It rained.", [None]),
        (f"{{“A is,”}}1 [Lee]1 <said>1.\n\n{'It rained all day. ' * 60}\n\n{{“B is so.”}}2",
         ["Ann Lee", None]),
    ],
)  # fmt: skip
def test_floating_quotations(marked: str, names: list[str | None]) -> None:
    found = speakers_of(marked)
    assert [s.name for s in found] == names
    floating = [s for s in found if s.resolved_by == "floating"]
    assert all(s.score > 0 for s in floating)
    assert all(s.reason == "no_source" for s in found if s.kind == "unknown")


def test_a_first_person_inside_a_quotation_is_who_says_it() -> None:
    text = "Ann Lee said: “I told him that we lost.”"
    outer = Attribution([(14, 40)], (8, 12), "say", "speech", (0, 7), "tag")
    inner = Attribution([(26, 38)], (17, 21), "tell", "speech", (15, 16), "clause")
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    found = find_speakers(Page(nlp(text)), Mentions(mention_rows(text, {})), [outer, inner])
    assert [s.name for s in found] == ["Ann Lee", "Ann Lee"]
    assert found[1].resolved_by == "pronoun"


def test_a_first_person_is_the_outer_speaker() -> None:
    outer = Speaker("person:ann-lee", "Ann Lee", "person", "name", (0, 7), score=0.9)
    found = resolve("I said so.", (0, 1), Mentions([]), outer=outer)
    assert (found.name, found.resolved_by) == ("Ann Lee", "pronoun")
    assert 0 < found.score < outer.score


@pytest.mark.parametrize("source", ["", ",", "’s", "the", "and", "of", "“", "one of", "who", "%"])
def test_whatever_the_words_the_speaker_is_of_the_vocabulary(source: str) -> None:
    text = f"Ann Lee {source} said."
    found = resolve(text, (8, 8 + len(source)), Mentions(mention_rows(text, {})))
    assert found.kind in SPEAKER_TYPES and found.resolved_by in RESOLUTIONS
    assert (found.reason in UNKNOWN_REASONS) == (found.kind == "unknown")


def test_what_is_known_of_countries_and_roles() -> None:
    assert set(administrations().values()) <= set(countries())
    assert us_states()["N.Y."] == us_states()["NY"] == "New York"
    assert role_families()["mogul"] == role_families()["billionaire"]


def parsed_speakers(words: list[tuple[str, str, int, str]], **told: str) -> list[Speaker]:
    """The speakers of "Lee said …" and of a second cue without a source, by a parse by hand.

    Args:
        words: word, tag, head and dependency; the cues are `said` and the last word but one, whose
            contents are the words behind them.
        told: mentions besides the names.
    """
    texts = [word for word, *_ in words]
    doc = spacy.tokens.Doc(
        spacy.blank("en").vocab,
        words=texts,
        tags=[tag for _, tag, *_ in words],
        pos=["VERB" if tag.startswith("VB") else "NOUN" for _, tag, *_ in words],
        heads=[head for *_, head, _ in words],
        deps=[dep for *_, dep in words],
    )
    span = {i: (t.idx, t.idx + len(t)) for i, t in enumerate(doc)}
    first = texts.index("said") if "said" in texts else None
    found = []
    if first is not None:
        found.append(Attribution([span[first + 1]], span[first], "say", "speech", span[0], "model"))
    cue, content = span[len(texts) - 2], span[len(texts) - 1]
    found.append(Attribution([content], cue, None, "speech", None, "model"))
    return find_speakers(Page(doc), Mentions(mention_rows(doc.text, told)), found)


def test_a_joined_cue_has_the_source_of_the_one_before() -> None:
    lee = [("Kerry", "NNP", 1, "nsubj"), ("said", "VBD", 1, "ROOT"), ("this", "DT", 1, "dobj")]
    and_warned = [("and", "CC", 1, "cc"), ("warned", "VBD", 1, "conj"), ("them", "PRP", 4, "dobj")]
    adding = [(",", ",", 1, "punct"), ("adding", "VBG", 1, "advcl"), ("that", "DT", 4, "dobj")]
    for tail in (and_warned, adding):
        assert [s.name for s in parsed_speakers(lee + tail)] == ["John Kerry", "John Kerry"]


def test_a_cue_without_source_has_the_subject_of_its_verb() -> None:
    waved = [("Kerry", "NNP", 1, "nsubj"), ("waved", "VBD", 1, "ROOT"), ("and", "CC", 1, "cc")]
    waved += [("warned", "VBD", 1, "conj"), ("them", "PRP", 3, "dobj")]
    (speaker,) = parsed_speakers(waved)
    assert speaker.name == "John Kerry"
    assert speaker.score < resolve("Kerry", (0, 5), Mentions(mention_rows("Kerry", {}))).score


def test_the_object_of_a_passive_is_no_speaker() -> None:
    passive = [("Kerry", "NNP", 2, "nsubjpass"), ("was", "VBD", 2, "auxpass")]
    passive += [("warned", "VBN", 2, "ROOT"), ("again", "RB", 2, "advmod")]
    (speaker,) = parsed_speakers(passive)
    assert (speaker.kind, speaker.reason) == ("unknown", "no_source")


def test_several_subjects_are_nobody_alone() -> None:
    both = [("Kerry", "NNP", 3, "nsubj"), ("and", "CC", 0, "cc"), ("Putin", "NNP", 0, "conj")]
    both += [("warned", "VBD", 3, "ROOT"), ("them", "PRP", 3, "dobj")]
    (speaker,) = parsed_speakers(both)
    assert speaker.kind == "unknown"


def test_a_participle_in_front_has_the_subject_behind_its_content() -> None:
    words = ["Arguing", "so", ",", "Kerry", "left"]
    doc = spacy.tokens.Doc(
        spacy.blank("en").vocab,
        words=words,
        spaces=[True, False, True, True, False],
        tags=["VBG", "RB", ",", "NNP", "VBD"],
        pos=["VERB", "ADV", "PUNCT", "PROPN", "VERB"],
        heads=[4, 0, 4, 4, 4],
        deps=["advcl", "advmod", "punct", "nsubj", "ROOT"],
    )
    attribution = Attribution([(8, 10)], (0, 7), "argue", "speech", None, "model")
    (speaker,) = find_speakers(Page(doc), Mentions(mention_rows(doc.text, {})), [attribution])
    assert speaker.name == "John Kerry"
