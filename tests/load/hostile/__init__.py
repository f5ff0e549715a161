"""Broken and hostile files, each made when it is asked for."""

from tests.load.hostile import archives, documents, markup, records, texts, web
from tests.load.hostile.case import BODY, Hostile

__all__ = ["BODY", "HOSTILE", "Hostile"]

HOSTILE: dict[str, Hostile] = {}
for _module in (archives, documents, markup, records, texts, web):
    for _name, _case in _module.CASES.items():
        assert _name not in HOSTILE, _name
        HOSTILE[_name] = _case
