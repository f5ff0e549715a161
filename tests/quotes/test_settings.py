import pytest

from pipeline.errors import SettingsError
from pipeline.quotes import QuoteSettings


def test_an_act_that_there_is_not_is_refused() -> None:
    with pytest.raises(SettingsError, match=r"quotes.acts has song; the acts are speech, writing"):
        QuoteSettings(acts=("speech", "song"))


def test_a_score_is_between_nothing_and_one() -> None:
    with pytest.raises(SettingsError, match="least_score is 2; give 0 to 1"):
        QuoteSettings(least_score=2)
