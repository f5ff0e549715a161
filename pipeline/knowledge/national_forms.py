"""First names of Belarus, Ukraine and Israel under which news names the bearers of other forms."""

from functools import cache
from types import MappingProxyType

from pipeline.knowledge.data_files import read_rows
from pipeline.knowledge.names import fold

__all__ = ["usual_form"]


@cache
def _forms() -> MappingProxyType[str, str]:
    rows = read_rows("national_forms", ["name", "form"])
    return MappingProxyType({fold(r["name"]): fold(r["form"]) for r in rows})


def usual_form(name: str) -> str:
    """The form of a folded first name that most languages share.

    >>> usual_form("volodymyr"), usual_form("boris")
    ('vladimir', 'boris')
    """
    return _forms().get(name, name)
