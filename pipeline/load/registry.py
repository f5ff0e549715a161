"""Ids of documents, and texts that were read before."""

import hashlib

from pipeline.load.outcome import Refused

__all__ = ["Registry"]

_LENGTH = 16
_SUFFIX = 8


class Registry:
    """Gives each document an id of its own, the same whenever the same inputs are read.

    A record keeps its own id. Where another text has it already, the start of the text's SHA-256 is
    added; the same text under the same id is refused, because it would say nothing new. A document
    without an id gets the start of its text's SHA-256, or, if that text was read before, of text
    and source together.
    """

    def __init__(self) -> None:
        self._hash_of_id: dict[str, bytes] = {}
        self._first_id: dict[bytes, str] = {}

    def enter(self, own_id: str | None, *, source: str, sha256: str) -> tuple[str, str | None]:
        """Return the id of a document, and that of the first one with the same text, or None.

        Args:
            own_id: The id that the record gives.
            source: Where it stands.
            sha256: Hash of its text, in hexadecimal digits.

        Raises:
            Refused: With the reason ``record`` if the same text was read under the same id.
        """
        digest = bytes.fromhex(sha256)
        doc_id = self._own(own_id, sha256, digest) if own_id else self._derived(sha256, source)
        self._hash_of_id[doc_id] = digest
        first = self._first_id.setdefault(digest, doc_id)
        return doc_id, first if first != doc_id else None

    def _own(self, own_id: str, sha256: str, digest: bytes) -> str:
        for doc_id in (own_id, f"{own_id}-{sha256[:_SUFFIX]}", f"{own_id}-{sha256}"):
            before = self._hash_of_id.get(doc_id)
            if before is None:
                return doc_id
            if before == digest:
                raise Refused("record", f"the text of {doc_id} was read before, under the same id")
        raise Refused("record", f"the id {own_id} is taken")

    def _derived(self, sha256: str, source: str) -> str:
        doc_id = sha256[:_LENGTH]
        number = 0
        while doc_id in self._hash_of_id:
            seed = f"{sha256}\n{source}\n{number}".encode("utf-8", "replace")
            doc_id = hashlib.sha256(seed).hexdigest()[:_LENGTH]
            number += 1
        return doc_id
