"""Words of a text without what differs between its printings: case, marks, spacing, typography."""

import hashlib
import re
import unicodedata

__all__ = ["fingerprint_of_words", "fold_words", "without_marks"]

#: Marks inside words, and characters that nobody sees: soft hyphen, zero width, direction, BOM.
_DROPPED = dict.fromkeys(map(ord, "'’‘‛`´ʼ\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"), None)
_WORD = re.compile(r"\w+")


def fold_words(text: str) -> list[str]:
    """The words of a text in lower case; whatever stands between them is left out.

    Example:
        >>> fold_words("“Don’t  WAIT” – he said.")
        ['dont', 'wait', 'he', 'said']
    """
    folded = unicodedata.normalize("NFKC", text.translate(_DROPPED)).casefold()
    return _WORD.findall(folded)


def without_marks(text: str) -> str:
    """A text folded as far as one without any word can be: its characters without white space."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def fingerprint_of_words(words: list[str], text: str) -> str:
    """SHA-256 of words; of the characters of the text where there is no word.

    Args:
        words: what `fold_words` gives for the text.
        text: the text itself.

    Returns:
        64 hexadecimal digits.
    """
    folded = " ".join(words) if words else without_marks(text)
    return hashlib.sha256(folded.encode("utf-8", "surrogatepass")).hexdigest()
