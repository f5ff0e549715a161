"""Find files by address: in object stores, on web servers, and wherever else fsspec reads."""

import glob
from typing import Any

import fsspec
from upath import UPath

from pipeline.errors import InputError, MissingExtraError

__all__ = ["expand_address", "is_url", "local_path"]

_EXTRAS = {
    "gcs": ("gcs", "gcsfs"),
    "gs": ("gcs", "gcsfs"),
    "http": ("http", "aiohttp"),
    "https": ("http", "aiohttp"),
    "s3": ("s3", "s3fs"),
    "s3a": ("s3", "s3fs"),
}
_KNOWN = ("file", "gs", "http", "https", "memory", "s3")
_WEB = ("http", "https")
_FIRST_IN_STORE = 3  # after the protocol, the empty part between the slashes, and the bucket


def is_url(spec: object) -> bool:
    """Tell whether an input is an address.

    Example:
        >>> is_url("s3://bucket/news"), is_url("news/2024"), is_url("c:/news")
        (True, False, False)
    """
    if isinstance(spec, UPath):
        return bool(spec.protocol)
    before, sign, _ = str(spec).partition("://")
    return bool(sign) and before.replace("+", "").isalnum()


def local_path(spec: object) -> str | None:
    """Return the path that an address of a local file stands for; None for any other.

    Example:
        >>> local_path("file:///news/2024/*.html")
        '/news/2024/*.html'
    """
    before, sign, path = str(spec).partition("://")
    return path if sign and before in ("file", "local") else None


def expand_address(spec: str | UPath) -> list[tuple[str, UPath]]:
    """List the files of an address, each with the folder that its source is relative to.

    Args:
        spec: A file, a folder or a glob. On a web server only what ends in "/" is a folder, and
            only "*" makes a glob, because addresses there may hold the other signs.

    Raises:
        InputError: If the protocol is unknown, or nothing can be found there.
        MissingExtraError: If the package for the protocol is not installed.
    """
    address = str(spec)
    system = _file_system(address, getattr(spec, "storage_options", {}))
    try:
        return _list(system, address)
    except InputError:
        raise
    except FileNotFoundError as error:
        raise InputError(f"{address}: no such file or folder") from error
    except Exception as error:  # each file system has errors of its own
        what = str(error) or type(error).__name__
        raise InputError(f"{address}: cannot be read: {what}") from error


def _file_system(address: str, options: Any) -> Any:
    protocol = address.partition("://")[0]
    try:
        fsspec.get_filesystem_class(protocol)
    except ImportError as error:
        if protocol in _EXTRAS:
            extra, package = _EXTRAS[protocol]
            raise MissingExtraError(extra=extra, package=package) from error
        raise InputError(f"{address}: {error}") from error
    except ValueError as error:
        known = ", ".join(f"{name}://" for name in _KNOWN)
        raise InputError(f"{address}: {protocol}:// is unknown; known are {known}") from error
    try:
        return fsspec.filesystem(protocol, **options)
    except Exception as error:  # such as credentials that are missing
        raise InputError(f"{address}: cannot be reached: {error}") from error


def _list(system: Any, address: str) -> list[tuple[str, UPath]]:
    web = address.partition("://")[0] in _WEB
    if "*" in address if web else glob.has_magic(address):
        return _list_glob(system, address)
    if web and not address.endswith("/"):
        system.info(address)
        return [(_parent(address), _path(system, address))]
    if not web and system.info(address).get("type") != "directory":
        return [(_parent(address), _path(system, address))]
    root = _written(address)
    files = _visible(system, system.find(address), root)
    if not files:
        raise InputError(f"{address}: no files in this folder; hidden ones are not read")
    return [(root, file) for file in files]


def _list_glob(system: Any, address: str) -> list[tuple[str, UPath]]:
    parts = address.split("/")
    fixed = next(i for i, part in enumerate(parts) if glob.has_magic(part))
    if fixed < _FIRST_IN_STORE:
        raise InputError(f"{address}: a glob needs a name before it, such as that of a bucket")
    root = _written("/".join(parts[:fixed]))
    names: list[str] = []
    for name, entry in sorted(system.glob(address, detail=True).items()):
        names += system.find(name) if entry.get("type") == "directory" else [name]
    files = _visible(system, names, root)
    if not files:
        raise InputError(f"{address}: no file matches")
    return [(root, file) for file in files]


def _visible(system: Any, names: list[str], root: str) -> list[UPath]:
    """The files in the order of their paths, without those that are hidden below the root."""
    found = []
    for name in dict.fromkeys(names):
        path = _path(system, name)
        below = str(path).removeprefix(root).split("/")
        if not any(part.startswith(".") for part in below):
            found.append((below, path))
    return [path for _, path in sorted(found, key=lambda pair: pair[0])]


def _path(system: Any, name: str) -> UPath:
    path: UPath = UPath(system.unstrip_protocol(name), **system.storage_options)
    return path


def _written(address: str) -> str:
    """An address in the way in which those of its files are written."""
    return str(UPath(address)).rstrip("/")


def _parent(address: str) -> str:
    return _written(address).rpartition("/")[0]
