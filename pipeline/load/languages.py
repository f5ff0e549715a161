"""The language that an input says it is in."""

import re
from functools import lru_cache

import pycountry

__all__ = ["language_code"]


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
