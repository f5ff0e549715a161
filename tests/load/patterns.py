"""The regular expressions of the package, and texts that make a careless one slow."""

import ast
import importlib
import inspect
import pkgutil
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pipeline

__all__ = ["attacks", "patterns", "ways"]

_FUNCTIONS = frozenset({"search", "match", "fullmatch", "split", "findall", "finditer", "sub"})
_SIGNS = 'a \n.,0A-"“é<(:/\t_@'
_CLASSES = {
    ops.CATEGORY_DIGIT: "0",
    ops.CATEGORY_NOT_DIGIT: "a",
    ops.CATEGORY_SPACE: " ",
    ops.CATEGORY_NOT_SPACE: "a",
    ops.CATEGORY_WORD: "a",
    ops.CATEGORY_NOT_WORD: "-",
}


def patterns() -> dict[str, re.Pattern[Any]]:
    """All patterns, by module and name or line."""
    found: dict[str, re.Pattern[Any]] = {}
    for info in pkgutil.walk_packages(pipeline.__path__, "pipeline."):
        if info.name.endswith("__main__"):
            continue
        module = importlib.import_module(info.name)
        for name, value in vars(module).items():
            for number, pattern in enumerate(_patterns_in(value)):
                found[f"{info.name}.{name}[{number}]"] = pattern
        for line, pattern in _in_functions(inspect.getsource(sys.modules[info.name])):
            found[f"{info.name}:{line}"] = pattern  # and how it is used
    return {name: p for name, p in found.items() if _first(found, p) == name}


def ways(name: str) -> set[str]:
    """The methods by which a pattern is used: those that begin anywhere count as a search."""
    module, _, variable = name.partition("[")[0].rpartition(".")
    if ":" in name:
        return {name.rpartition(":")[2]}
    text = "".join(
        inspect.getsource(other)
        for key, other in sys.modules.items()
        if key == module
        or (key.startswith("pipeline.") and variable[0] != "_" and hasattr(other, variable))
    )
    used = set(re.findall(rf"\b{variable}\.(\w+)\(", text))
    fixed = used & {"match", "fullmatch"}
    return fixed | ({"search"} if used - fixed or not used else set())


def _first(found: Mapping[str, re.Pattern[Any]], pattern: re.Pattern[Any]) -> str:
    return next(name for name, other in found.items() if other == pattern)


def _patterns_in(value: Any) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, Mapping):
        yield from _patterns_in(list(value.values()))
    elif isinstance(value, list | tuple | frozenset):
        for part in value:
            if isinstance(part, re.Pattern | tuple):
                yield from _patterns_in(part)


def _in_functions(source: str) -> Iterator[tuple[str, re.Pattern[Any]]]:
    for node in ast.walk(ast.parse(source)):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "re"
            and node.func.attr in _FUNCTIONS
            and isinstance(node.args[0], ast.Constant)
        ):
            way = node.func.attr if "match" in node.func.attr else "search"
            yield f"{node.lineno}:{way}", re.compile(node.args[0].value, re.I | re.M)


def attacks(pattern: re.Pattern[Any], size: int) -> list[Any]:
    """Texts of a size that nearly match: what leads to a repetition, much of it, and no end."""
    text = (
        pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    )
    made = {sign * size for sign in _SIGNS}
    for prefix, part in _repeats(parser.parse(text, pattern.flags & ~re.U), ""):
        for end in ("", "\x00", "!"):
            made.add(prefix + part * (size // len(part)) + end)
        made.add((prefix + part) * (size // len(prefix + part)))
        made.add((part + " ") * (size // (len(part) + 1)) + "\x00")
    texts = sorted(made)
    if isinstance(pattern.pattern, str):
        return texts
    return [text.encode("utf-8", "replace") for text in texts]


def _repeats(tree: Iterable[Any], prefix: str) -> Iterator[tuple[str, str]]:
    """For each repetition what stands before it, and a text that it takes once."""
    for node in tree:
        op, given = node
        if op in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT):
            part = _sample(given[2])
            if given[1] > 20 and part:
                yield prefix, part
            yield from _repeats(given[2], prefix)
        elif op is ops.SUBPATTERN:
            yield from _repeats(given[-1], prefix)
        elif op is ops.ATOMIC_GROUP:
            yield from _repeats(given, prefix)
        elif op is ops.BRANCH:
            for branch in given[1]:
                yield from _repeats(branch, prefix)
        elif op in (ops.ASSERT, ops.ASSERT_NOT):
            yield from _repeats(given[1], prefix)
        prefix += _sample([node])


def _sample(tree: Iterable[Any]) -> str:
    """A short text that an expression matches, more or less."""
    made = ""
    for op, given in tree:
        if op is ops.LITERAL:
            made += chr(given)
        elif op is ops.NOT_LITERAL:
            made += "a" if given != 97 else "b"
        elif op is ops.ANY:
            made += "a"
        elif op is ops.IN:
            made += _one_of(given)
        elif op in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT):
            made += _sample(given[2]) * (min(given[0], 20) or int(len(made) == 0))
        elif op is ops.SUBPATTERN:
            made += _sample(given[-1])
        elif op is ops.ATOMIC_GROUP:
            made += _sample(given)
        elif op is ops.BRANCH:
            made += _sample(given[1][0])
    return made


def _one_of(given: list[Any]) -> str:
    if given[0][0] is ops.NEGATE:
        allowed = (s for s in "a 0-.,\n" if not any(_takes(part, s) for part in given[1:]))
        return next(allowed, "é")
    op, value = given[0]
    if op is ops.RANGE:
        return chr(value[0])
    return chr(value) if op is ops.LITERAL else _CLASSES.get(value, "a")


def _takes(part: Any, sign: str) -> bool:
    op, value = part
    if op is ops.LITERAL:
        return chr(value) == sign
    if op is ops.RANGE:
        return value[0] <= ord(sign) <= value[1]
    if op is ops.CATEGORY:
        classes = {"DIGIT": str.isdigit, "SPACE": str.isspace, "WORD": lambda s: s.isalnum()}
        name = str(value).rpartition("CATEGORY_")[2]
        return classes[name.removeprefix("NOT_")](sign) is not name.startswith("NOT_")
    return False
