from pathlib import Path

import pytest

from pipeline.errors import SettingsError
from pipeline.run.settings import Settings


def test_a_file_sets_what_it_names_and_leaves_the_rest(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(
        '[load]\nmin_chars = 20\ndate_order = "DMY"\ndate_languages = ["en", "fr"]\n'
        "[ner]\nmetonym_threshold = 2\n[ner.confidence]\nknown = 0.5\n"
    )
    settings = Settings.from_toml(file)
    assert (settings.load.min_chars, settings.load.date_order) == (20, "DMY")
    assert settings.load.date_languages == ("en", "fr")
    assert settings.ner.metonym_threshold == 2.0
    assert settings.ner.confidence.known == 0.5
    assert settings.ner.confidence.agreed == Settings().ner.confidence.agreed
    assert settings.quotes == Settings().quotes


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[quote]", "quote is no setting; did you mean quotes?"),
        ("[xyz]", "xyz is no setting; known are load, ner, quotes, relations, tables, run"),
        ("[load]\nmin_char = 3", "load.min_char is no setting; did you mean load.min_chars?"),
        ("load = 3", "load is 3; give a table of settings"),
        ('[load]\nmin_chars = "3"', "load.min_chars is '3'; give a value of the type int"),
        ("[load]\nmin_chars = true", "load.min_chars is True; give a value of the type int"),
        ("[load]\nmin_chars = 0", "min_chars is 0; give a number of at least 1"),
        ("[load]\ndate_languages = 3", "load.date_languages is 3; give a value of the type tuple"),
    ],
)
def test_what_is_no_setting_is_refused(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(text)
    with pytest.raises(SettingsError) as caught:
        Settings.from_toml(file)
    assert str(caught.value) == message


def test_files_that_are_no_settings(tmp_path: Path) -> None:
    missing, broken = tmp_path / "none.toml", tmp_path / "broken.toml"
    broken.write_bytes(b"[load\xff")
    with pytest.raises(SettingsError, match="cannot be read: No such file"):
        Settings.from_toml(missing)
    with pytest.raises(SettingsError, match="is no TOML file"):
        Settings.from_toml(broken)
