"""Fetches the files that sources.toml names from their public repositories, once."""

import fnmatch
import logging
import tarfile
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline.errors import InputError

log = logging.getLogger(__name__)

FILE_URL = "https://raw.githubusercontent.com/{name}/{commit}/{path}"
ARCHIVE_URL = "https://codeload.github.com/{name}/tar.gz/{commit}"
TIMEOUT = 60
#: Written when everything of a repository has arrived; holds the commit.
MARKER = ".fetched"


def fetch(repositories: Mapping[str, Mapping[str, Any]], folder: Path) -> None:
    """Puts the files of each repository under `folder / its name`; what is there stays.

    Args:
        repositories: the table of that name in sources.toml.
        folder: the cache.

    Raises:
        InputError: a file cannot be fetched.
    """
    for repository in repositories.values():
        target = folder / repository["name"]
        marker = target / MARKER
        if marker.is_file() and marker.read_text(encoding="utf8") == repository["commit"]:
            continue
        log.info("fetching %s at %s", repository["name"], repository["commit"])
        for path in repository.get("files", ()):
            _fetch_file(repository, path, target)
        if patterns := repository.get("folders"):
            _fetch_folders(repository, patterns, target)
        marker.write_text(repository["commit"], encoding="utf8")


def _fetch_file(repository: Mapping[str, Any], path: str, target: Path) -> None:
    url = FILE_URL.format(name=repository["name"], commit=repository["commit"], path=path)
    try:
        with urllib.request.urlopen(url, timeout=TIMEOUT) as response:
            _write(target / path, response.read())
    except (urllib.error.URLError, OSError) as error:
        raise _failure(url, error) from error


def _fetch_folders(repository: Mapping[str, Any], patterns: list[str], target: Path) -> None:
    url = ARCHIVE_URL.format(name=repository["name"], commit=repository["commit"])
    taken = 0
    try:
        with (
            urllib.request.urlopen(url, timeout=TIMEOUT) as response,
            tarfile.open(fileobj=response, mode="r|gz") as archive,
        ):
            for member in archive:
                path = PurePosixPath(*PurePosixPath(member.name).parts[1:])
                wanted = any(fnmatch.fnmatchcase(str(path), pattern) for pattern in patterns)
                if wanted and member.isfile() and ".." not in path.parts:
                    content = archive.extractfile(member)
                    _write(target / path, content.read() if content else b"")
                    taken += 1
    except (urllib.error.URLError, tarfile.TarError, EOFError, OSError) as error:
        raise _failure(url, error) from error
    if not taken:
        raise InputError(f"{url} has no file like {', '.join(patterns)}")


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.write_bytes(content)
    part.replace(path)


def _failure(url: str, error: Exception) -> InputError:
    return InputError(
        f"cannot fetch {url} ({error}); the training data are fetched once, over the network: "
        "name a folder that has them with --data or in WSW_DATA"
    )
