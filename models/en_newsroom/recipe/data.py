"""The training data in one layout: `ud/NAME.conllu`, `ner/NAME.jsonl`, `coref/NAME.tsv`.

They are taken from a folder that has them in that layout, or built from the files of the public
repositories that sources.toml names.
"""

import csv
import json
import logging
import os
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from models.en_newsroom.recipe.columns import Sentence, make_record, read_documents
from models.en_newsroom.recipe.fetch import fetch
from pipeline.errors import InputError

log = logging.getLogger(__name__)

SOURCES = Path(__file__).with_name("sources.toml")
ARTICLES = Path(__file__).with_name("worldwide.csv")
#: Annotated development data beside the repository, where present.
BESIDE = Path(__file__).parents[4] / "shared" / "data"
VARIABLE = "WSW_DATA"
TREEBANKS = ("ewt-train", "ewt-dev", "ewt-test", "gum-train", "gum-dev", "gum-test")
NAMES = (
    "worldwide-train",
    "worldwide-dev",
    "conll2003-train",
    "conll2003-dev",
    "crossner-politics-train",
    "crossner-politics-dev",
    "wikigold-train",
    "wnut17-train",
)
#: Sets of pronouns, and what their repository calls them.
PRONOUNS = {"gap-dev": "gap-development", "gap-validation": "gap-validation"}
#: Genre of GUM whose documents come without their text.
WITHOUT_TEXT = "GUM_reddit"


def treebank_file(folder: Path, name: str) -> Path:
    """Where the treebank of a name lies in a data folder."""
    return folder / "ud" / f"{name}.conllu"


def names_file(folder: Path, name: str) -> Path:
    """Where the set of names of a name lies in a data folder."""
    return folder / "ner" / f"{name}.jsonl"


def pronouns_file(folder: Path, name: str) -> Path:
    """Where the set of pronouns of a name lies in a data folder."""
    return folder / "coref" / f"{name}.tsv"


def find(given: Path | None, *, cache: Path) -> Path:
    """The data folder: the given one, `WSW_DATA`, the one beside the repository, or a built one.

    Args:
        given: from the command line.
        cache: where files are fetched to and converted when there is no other folder.

    Raises:
        InputError: the folder that was named lacks a file, or one cannot be fetched.
    """
    return locate(given, cache=cache, files=files, make=make)


def locate(
    given: Path | None,
    *,
    cache: Path,
    files: Callable[[Path], list[Path]],
    make: Callable[[Path], None],
) -> Path:
    """The first data folder that has the files which a recipe needs.

    Args:
        given: from the command line.
        cache: where they are made when there is no other folder.
        files: the files that a data folder needs.
        make: makes them in a folder.

    Raises:
        InputError: the folder that was named lacks a file, or one cannot be fetched.
    """
    named = given or (Path(os.environ[VARIABLE]) if os.environ.get(VARIABLE) else None)
    if named:
        if lacking := missing(files(named)):
            raise InputError(f"{named} has no {lacking[0].relative_to(named)}")
        return named
    if not missing(files(BESIDE)):
        return BESIDE
    if missing(files(cache)):
        make(cache)
    return cache


def make(folder: Path) -> None:
    """Fetches the repositories, once, and converts their files."""
    native = folder / "native"
    fetch(sources()["repositories"], native)
    build(native, folder)


def missing(files: Iterable[Path]) -> list[Path]:
    """The files that are not there."""
    return [file for file in files if not file.is_file()]


def files(folder: Path) -> list[Path]:
    """All files of a data folder."""
    return [
        *(treebank_file(folder, name) for name in TREEBANKS),
        *(names_file(folder, name) for name in NAMES),
        *(pronouns_file(folder, name) for name in PRONOUNS),
    ]


def sources() -> dict[str, Any]:
    """The content of sources.toml."""
    return tomllib.loads(SOURCES.read_text(encoding="utf8"))


def build(native: Path, folder: Path, *, articles: Path = ARTICLES) -> None:
    """Converts the files of the repositories into the layout of the data folder.

    Args:
        native: has a folder for each repository, named as the repository is.
        folder: takes `ud`, `ner` and `coref`.
        articles: says which article of the worldwide corpus is in which part.

    Raises:
        InputError: a file is missing, or not in the form that is expected.
    """
    log.info("converting %s", native)
    repositories = sources()["repositories"]
    ewt, gum = (native / repositories[key]["name"] for key in ("ewt", "gum"))
    for part in ("train", "dev", "test"):
        _write(treebank_file(folder, f"ewt-{part}"), _ewt(ewt, part))
        _write(treebank_file(folder, f"gum-{part}"), _gum(gum, part))
    build_names(native, folder, NAMES, articles=articles)
    for name, file in PRONOUNS.items():
        text = read_text(native / repositories["gap"]["name"] / f"{file}.tsv")
        _write(pronouns_file(folder, name), [text])


def build_names(
    native: Path, folder: Path, names: Iterable[str], *, articles: Path = ARTICLES
) -> None:
    """Converts sets of names, see :func:`build`."""
    declared = sources()
    for name in names:
        entry, part = entry_of(name)
        root = native / declared["repositories"][entry["repository"]]["name"]
        labels = declared["labels"][entry["labels"]]
        if part is None:
            records = _records(name, root, entry, labels)
        else:
            records = _worldwide(_articles(articles, part), root, entry, labels)
        write_records(names_file(folder, name), records)


def entry_of(name: str) -> tuple[dict[str, Any], str | None]:
    """What sources.toml says of a set of names, and which part of the articles it is, if any."""
    declared = sources()
    if name in declared["names"]:
        return declared["names"][name], None
    return declared["articles"], name.removeprefix("worldwide-")


def _ewt(root: Path, part: str) -> Iterator[str]:
    """The sources of a part of EWT, in the order of its list of files."""
    for name in read_text(root / "not-to-release" / "file-lists" / f"files.{part}").split():
        yield read_text(root / "not-to-release" / "sources" / name)


def _gum(root: Path, part: str) -> Iterator[str]:
    """The documents of a part of GUM, by splits.md, without those that come without their text."""
    sections = re.split(r"^## +(\S+) *$", read_text(root / "splits.md"), flags=re.MULTILINE)
    listed = dict(zip(sections[1::2], sections[2::2], strict=True))
    if part not in listed:
        raise InputError(f"{root / 'splits.md'} has no part {part!r}")
    for name in re.findall(r"^ *\* +(\S+)", listed[part], flags=re.MULTILINE):
        if not name.startswith(WITHOUT_TEXT):
            yield read_text(root / "dep" / f"{name}.conllu")


def _records(
    name: str, root: Path, entry: dict[str, Any], labels: dict[str, str]
) -> Iterator[dict[str, Any]]:
    documents = _tagged(root / entry["path"], entry["tag"])
    units = (
        documents
        if entry["record"] == "document"
        else ([sentence] for document in documents for sentence in document)
    )
    for number, sentences in enumerate(units, start=1):
        yield make_record(f"{name}-{number}", sentences, labels=labels)


def _worldwide(
    chosen: Iterable[str], root: Path, entry: dict[str, Any], labels: dict[str, str]
) -> Iterator[dict[str, Any]]:
    """The articles; the first line, where it is the address of the article, is left out."""
    for article in chosen:
        path = root / entry["path"].format(article=article)
        blocks = [block for document in _tagged(path, entry["tag"]) for block in document]
        if blocks and blocks[0].tokens[0].startswith("http"):
            blocks = blocks[1:]
        yield make_record(article, blocks, labels=labels, paragraphs=True)


def _articles(path: Path, part: str) -> list[str]:
    with path.open(encoding="utf8", newline="") as file:
        return [row["article"] for row in csv.DictReader(file) if row["part"] == part]


def _tagged(path: Path, tag: int) -> list[list[Sentence]]:
    try:
        return list(read_documents(read_text(path).split("\n"), tag=tag))
    except InputError as error:
        raise InputError(f"{path}: {error}") from error


def read_text(path: Path) -> str:
    """The content of a file of a repository.

    Raises:
        InputError: it is not there, or no UTF-8.
    """
    try:
        return path.read_text(encoding="utf8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot read {path} ({error})") from error


def _write(path: Path, texts: Iterable[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    joined = "".join(text.rstrip("\n") + "\n\n" for text in texts)
    path.write_text(joined, encoding="utf8", newline="\n")


def write_records(path: Path, records: Iterable[dict[str, Any]]) -> None:
    """Writes a file of JSON lines."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    path.write_text("".join(lines), encoding="utf8", newline="\n")
