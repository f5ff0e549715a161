"""Repair of characters: what was wrongly decoded is decoded anew, what cannot be seen is removed.

Everything else stays as it was written: quotation marks, dashes, ligatures, accents and their
encoding.
"""

import re

import ftfy

__all__ = ["repair", "same_words", "squeeze"]

_FTFY = ftfy.TextFixerConfig(
    unescape_html=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    uncurl_quotes=False,
    fix_line_breaks=False,
    remove_control_chars=False,
    normalization=None,
)
# Wrongly decoded text has controls of the upper half, or accented letters next to other signs.
_SUSPECT = re.compile(r"[\x80-\x9f]|[\xa0-\u04ff][^\x00-\x7f]")
_TERMINAL = re.compile(r"\x1b\[[0-9;]{0,20}[A-Za-z]")
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028]")
_SPACES = re.compile(r"[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_INVISIBLE = re.compile(
    "["
    "\x00-\x08\x0e-\x1f\x7f-\x9f"  # control characters, but for tab and line feed
    "\xad\u034f\u180e\u200b-\u200d\u2060-\u2065\ufeff"  # soft hyphen, zero-width characters
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # direction of writing
    "\u206a-\u206f\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f"  # no characters, tags
    "\ud800-\udfff"  # halves of surrogate pairs
    "]+"
)
_RUN = re.compile(r"[ \t\n]+")
_NO_WORD = re.compile(r"[\W_]+")
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")


def repair(text: str) -> str:
    """Return the text with its characters repaired; lines end in line feeds, spaces are plain.

    Example:
        >>> repair("FranÃ§ois said: â€œNo.")
        'François said: “No.'
    """
    if not text.isascii():
        text = _PAIR.sub(_joined, text)
        if _SUSPECT.search(text):
            text = ftfy.fix_text(text, _FTFY)
        text = _SPACES.sub(" ", text).replace("\u2029", "\n\n")
    text = _LINE_ENDS.sub("\n", _TERMINAL.sub("", text))
    return _INVISIBLE.sub("", text)


def squeeze(text: str) -> str:
    """Return the text with every run of white space made one space, and none at its ends."""
    return _RUN.sub(" ", text).strip(" ")


def same_words(one: str, other: str) -> bool:
    """Tell whether two texts have the same letters and digits; case does not count."""
    return _NO_WORD.sub("", one).casefold() == _NO_WORD.sub("", other).casefold()


def _joined(pair: re.Match[str]) -> str:
    return pair.group().encode("utf-16", "surrogatepass").decode("utf-16")
