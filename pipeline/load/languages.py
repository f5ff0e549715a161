"""The language of an input: what it says, and what its text shows."""

import re
import threading
from functools import cache, lru_cache

import pycountry
from py3langid.langid import MODEL_FILE, LanguageIdentifier

__all__ = ["language_code", "recognise"]

_SAMPLE = 3000
_MIN_LETTERS = 20
_LEAST_SURE = 0.9
_LEAST_ENGLISH = 0.08
# Close to English in short texts (Pidgin), or hardly ever the language of news.
_LEFT_OUT = frozenset("an eo ig la lg ln om qu rw sa se sn st vo wa".split())
_NO_TEXT = re.compile(r"https?://\S+|www\.\S+|[@#]\w+|\d+")
# Scripts without spaces between words: a sign counts as a word.
_UNSPACED = "\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W\d_{_UNSPACED}]+")
_SIGN_LETTERS = 3
_ENGLISH = frozenset(
    "the and with that from said who which they this would has have been were are his its after "
    "than their about into over when".split()
)
# Languages that a short text does not tell apart, and no reader of the tables needs to.
_NEAR = (
    frozenset(("id", "jv", "ms")),
    frozenset(("da", "nn", "no", "sv")),
    frozenset(("bs", "hr", "sl", "sr")),
    frozenset(("cs", "sk")),
    frozenset(("be", "bg", "mk", "ru", "uk")),
)
_lock = threading.Lock()


@lru_cache(maxsize=1024)
def language_code(name: str) -> str | None:
    """Return the ISO 639-1 code of a language tag or name; None for an unknown one.

    Example:
        >>> language_code("en-GB"), language_code("English"), language_code("none")
        ('en', 'en', None)
    """
    start = re.split(r"[-_]", name.strip(), maxsplit=1)[0].lower()
    key = {2: "alpha_2", 3: "alpha_3"}.get(len(start))
    found = pycountry.languages.get(**({key: start} if key else {"name": start.title()}))
    code: str | None = getattr(found, "alpha_2", None)
    return code


def recognise(text: str) -> str | None:
    """Return the language that a text is in, read off its first thousands of characters.

    A text in which English function words abound is English whatever else stands in it: names of
    another language, or long quotations.

    Args:
        text: A text without markup.

    Returns:
        The ISO 639-1 code; None where the text is too short to tell, or two languages that
        are not near are as likely.

    Example:
        >>> recognise("Die Gewerkschaft teilte am Freitag mit, dass der Hafen wieder offen ist.")
        'de'
        >>> recognise("Port strike ends") is None
        True
    """
    sample = _NO_TEXT.sub(" ", text[:_SAMPLE])
    words = _WORD.findall(sample)
    letters = sum(_SIGN_LETTERS if word >= "\u0e00" else len(word) for word in words)
    if letters < _MIN_LETTERS:
        return None
    english = sum(word.lower() in _ENGLISH for word in words)
    if english >= 2 and english >= _LEAST_ENGLISH * len(words):
        return "en"
    ranked = _identifier().rank(sample)
    language = ranked[0][0]
    near = next((group for group in _NEAR if language in group), {language})
    sure = sum(probability for code, probability in ranked if code in near)
    return language if sure >= _LEAST_SURE else None


def _identifier() -> LanguageIdentifier:
    with _lock:
        return _load_identifier()


@cache
def _load_identifier() -> LanguageIdentifier:
    """The identifier with the model of its package, of the languages with a code of two letters."""
    found = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    found.set_languages([code for code in found.labels if len(code) == 2 and code not in _LEFT_OUT])
    return found
