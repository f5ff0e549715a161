"""The training data in one layout: `polnear/NAME.jsonl` and `ner/NAME.jsonl`.

They are taken from a folder that has them in that layout, or built from the files of the public
repositories that sources.toml names, here and in the recipe of en_newsroom.
"""

import tomllib
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from models.en_newsroom.recipe import data as newsroom
from models.en_newsroom.recipe.fetch import fetch
from models.en_quotes.recipe.brat import read_attributions
from pipeline.errors import InputError

SOURCES = Path(__file__).with_name("sources.toml")
PARTS = ("train", "dev")
#: Sets of names: the network learns them beside attributions.
NAMES = ("worldwide-train", "conll2003-train", "wikigold-train", "crossner-politics-train")
#: The set whose names of people may stand in the place of others.
WORLDWIDE = "worldwide-train"


def attributions_file(folder: Path, part: str) -> Path:
    """Where a part of PolNeAR lies in a data folder."""
    return folder / "polnear" / f"{part}.jsonl"


def files(folder: Path) -> list[Path]:
    """All files of a data folder."""
    names = [newsroom.names_file(folder, name) for name in NAMES]
    return [attributions_file(folder, part) for part in PARTS] + names


def find(given: Path | None, *, cache: Path) -> Path:
    """The data folder: the given one, `WSW_DATA`, the one beside the repository, or a built one.

    Args:
        given: from the command line.
        cache: where files are fetched to and converted when there is no other folder.

    Raises:
        InputError: the folder that was named lacks a file, or one cannot be fetched.
    """
    return newsroom.locate(given, cache=cache, files=files, make=make)


def make(folder: Path) -> None:
    """Fetches the repositories, once, and converts their files."""
    native = folder / "native"
    fetch(repositories(), native)
    build(native, folder)


def repositories() -> dict[str, Any]:
    """PolNeAR, and the repositories of the sets of names."""
    declared = newsroom.sources()["repositories"]
    keys = dict.fromkeys(newsroom.entry_of(name)[0]["repository"] for name in NAMES)
    return {**polnear_repository(), **{key: declared[key] for key in keys}}


def polnear_repository() -> dict[str, Any]:
    """The content of sources.toml."""
    declared: dict[str, Any] = tomllib.loads(SOURCES.read_text(encoding="utf8"))
    return declared["repositories"]


def build(native: Path, folder: Path, *, articles: Path = newsroom.ARTICLES) -> None:
    """Converts the files of the repositories into the layout of the data folder.

    Args:
        native: has a folder for each repository, named as the repository is.
        folder: takes `polnear` and `ner`.
        articles: says which article of the worldwide corpus is in which part.

    Raises:
        InputError: a file is missing, or not in the form that is expected.
    """
    newsroom.build_names(native, folder, NAMES, articles=articles)
    root = native / polnear_repository()["polnear"]["name"] / "data"
    for part in PARTS:
        newsroom.write_records(attributions_file(folder, part), polnear_records(root, part))


def polnear_records(root: Path, part: str) -> Iterator[dict[str, Any]]:
    """Yields the articles of a part of PolNeAR.

    Some articles have been annotated by all annotators. In training each version is a record of
    its own, and the articles of the development set have the version that comes first.

    Args:
        root: the folder `data` of PolNeAR.
        part: `train` or `dev`.

    Raises:
        InputError: a file is missing, or not in the form that is expected.
    """
    annotated = sorted((root / part / "attributions").glob("*.ann"))
    if not annotated:
        raise InputError(f"{root / part / 'attributions'} has no annotations")
    for article, versions in groupby(annotated, key=lambda file: file.stem.rpartition("_")[0]):
        text = _exact_text(root / part / "text" / f"{article}.txt")
        for number, file in enumerate(versions):
            if number and part != "train":
                break
            try:
                lines = _exact_text(file).split("\n")
                attributions = read_attributions(lines, length=len(text))
            except InputError as error:
                raise InputError(f"{file}: {error}") from error
            name = file.stem if number else article
            yield {"id": name, "text": text, "attributions": attributions}


def _exact_text(path: Path) -> str:
    """The content of a file with its ends of lines as they are, which offsets count."""
    try:
        return path.read_bytes().decode("utf8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot read {path} ({error})") from error
