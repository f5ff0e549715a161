"""Scores of the network, and their place in the model card."""

from pathlib import Path

from models import cards
from models.en_quotes.recipe import card
from models.en_quotes.recipe.evaluate import FIGURES, PARTS, compare, figures

ROW = {"p": 0.5, "r": 0.25, "f": 0.3333}
SCORE = {
    "articles": 84,
    "words": 67000,
    "attributions": 2192,
    "weights": {"bias": 0.5},
    "figures": dict.fromkeys((*PARTS, *FIGURES), ROW) | {"cue": ROW | {"f": 0.8765}},
    "words_per_second": 5000,
}


def test_the_card_takes_the_tables(tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    path.write_text("# Model\n\n<!-- scores -->\nold\n<!-- /scores -->\n\nEnd.\n", encoding="utf8")
    cards.embed(path, card.tables({"int8": SCORE, "fp32": SCORE | {"words_per_second": 4000}}))
    text = path.read_text(encoding="utf8")
    assert text.startswith("# Model\n") and text.endswith("\n\nEnd.\n") and "old" not in text
    assert "84 articles, 67,000 words and punctuation marks, 2,192 attributions." in text
    assert "| cue, int8, as it ships | 50.0 | 25.0 | 87.6 |" in text
    assert "| cue, full precision | 50.0 | 25.0 | 87.6 |" in text
    assert "| … and the source is the same, int8, as it ships | 50.0 | 25.0 | 33.3 |" in text
    assert "int8, as it ships 5,000; full precision 4,000." in text


def test_what_was_not_measured_is_left_out() -> None:
    text = card.tables({"int8": SCORE})
    assert "full precision" not in text
    assert text.count("as it ships |") == len(PARTS) + len(FIGURES)


def test_the_card_of_the_model_has_its_marks() -> None:
    text = (Path(card.__file__).parents[1] / "README.md").read_text(encoding="utf8")
    assert text.count("<!-- scores -->") == text.count("<!-- /scores -->") == 1


TEXT = '"We won, we lost," Kolev said, and Petrova left.'


def made(content: str, cue: str, source: str) -> dict[str, list[tuple[int, int]]]:
    parts = {"content": content, "cue": cue, "source": source}
    return {
        name: [(TEXT.index(part), TEXT.index(part) + len(part))] if part else []
        for name, part in parts.items()
    }


def test_attributions_are_compared_without_marks_at_the_edges() -> None:
    gold = [made('"We won, we lost,"', "said", "Kolev")]
    assert compare([made("We won, we lost", "said,", "Kolev said")], gold, TEXT) == {
        "content_exact": 1,
        "content_overlap": 1,
        "cue_overlap": 1,
        "attributed": 1,
    }


def test_less_than_half_of_the_content_is_not_enough() -> None:
    gold = [made('"We won, we lost,"', "said", "Kolev")]
    found = compare([made("We won", "said", "Kolev")], gold, TEXT)
    assert set(found.values()) == {0}
    found = compare([made("We won, we", "said", "Petrova")], gold, TEXT)
    assert found == dict.fromkeys(FIGURES, 0) | {"content_overlap": 1, "cue_overlap": 1}


def test_an_attribution_is_paired_once() -> None:
    gold = [made('"We won, we lost,"', "said", "Kolev")]
    twice = [made("We won, we", "said", "Kolev"), made("We won, we lost,", "said", "Kolev")]
    assert compare(twice, gold, TEXT) == dict.fromkeys(FIGURES, 1)


def test_no_source_is_right_where_there_is_none() -> None:
    gold = [made("left", "", "")]
    assert compare([made("left", "", "")], gold, TEXT)["attributed"] == 1
    assert compare([made("left", "", "Petrova")], gold, TEXT)["attributed"] == 0


def test_nothing_found_gives_zero() -> None:
    assert figures(0, 0, 5) == {"p": 0.0, "r": 0.0, "f": 0.0}
