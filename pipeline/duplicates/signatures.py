"""Signatures of texts: equal for equal texts, and alike for texts that are nearly the same.

The signature is a MinHash of shingles (Broder 1997): the share of equal values in two signatures
estimates the Jaccard similarity of the sets of shingles. Bands of values (locality-sensitive
hashing, Leskovec et al., Mining of Massive Datasets, chapter 3) find the pairs worth comparing.
"""

import hashlib
import struct
from collections.abc import Collection
from functools import cache

import numpy as np
import numpy.typing as npt
from datasketch import MinHash, MinHashLSH

from pipeline.duplicates.folding import fingerprint_of_words, fold_words

__all__ = [
    "PERMUTATIONS",
    "bands_of",
    "body_of",
    "fingerprint_of",
    "minhash",
    "signature_of",
    "values_of",
]

PERMUTATIONS = 128
#: Words of a shingle. Shorter ones are shared by texts that only have a subject in common.
SHINGLE = 5
#: With fewer shingles one changed word weighs too much, and a frame too: only equal texts count.
FEWEST_SHINGLES = 30
#: Stored signatures are only comparable with the same seed and the same scheme.
SEED = 20_011
SCHEME = "affine32"
#: What a pair that is missed weighs against one that is compared in vain, when bands are chosen.
#: Every candidate is verified, so a vain comparison costs time only.
WEIGHTS = (0.05, 0.95)
#: Beyond it datasketch finds no bands; what is more alike than that shares these as well.
CLOSEST = 0.95


def body_of(title: str | None, text: str) -> str:
    """What of a document is compared: its text without the headline, where enough is left.

    Papers write headlines of their own over the same story. A document that is little more than
    its headline is compared with it, so that short notices under different headlines stay apart.

    Args:
        title: the headline; the text begins with it as a paragraph.
        text: `documents.text`.
    """
    first, _, body = text.partition("\n\n")
    if not title or first.strip() != title.strip():
        return text
    return body if len(fold_words(body)) >= FEWEST_SHINGLES + SHINGLE - 1 else text


def fingerprint_of(text: str) -> str:
    """SHA-256 of the words of a text: equal for texts that differ in case, spacing and marks only.

    Example:
        >>> fingerprint_of("“We won’t,”  he said.") == fingerprint_of("`We won't` - he SAID")
        True
    """
    return fingerprint_of_words(fold_words(text), text)


def signature_of(text: str) -> bytes | None:
    """MinHash of the shingles of a text, 128 values of 32 bits, little endian.

    Returns:
        512 bytes; None for a text of fewer than 30 different shingles of five words.
    """
    words = fold_words(text)
    shingles = {" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)}
    return minhash(shingles, PERMUTATIONS) if len(shingles) >= FEWEST_SHINGLES else None


def minhash(shingles: Collection[str], permutations: int) -> bytes:
    """MinHash of a set of shingles, with as many values of 32 bits as there are permutations."""
    sketch = _empty(permutations).copy()
    sketch.update_batch([shingle.encode("utf-8", "surrogatepass") for shingle in shingles])
    return np.asarray(sketch.hashvalues).astype("<u4").tobytes()


def values_of(signature: bytes) -> npt.NDArray[np.uint32]:
    """The values of a signature; the mean of where two are equal is their similarity."""
    return np.frombuffer(signature, dtype="<u4")


def bands_of(signature: bytes, similarity: float) -> list[int]:
    """Hashes of the bands of a signature; texts as alike as asked for share at least one.

    That holds for 95 in 100 pairs exactly as alike as `similarity`, and for more of those above.

    Args:
        signature: what `signature_of` gives.
        similarity: the Jaccard similarity from which two texts are the same, above 0 up to 1.

    Returns:
        Signed integers of 64 bits. The number of the band is part of what is hashed, so that one
        column holds all of them.
    """
    count, rows = _bands(len(signature) // 4, similarity)
    width = 4 * rows
    digests = b"".join(
        hashlib.blake2b(
            signature[i * width : (i + 1) * width], digest_size=8, salt=i.to_bytes(2, "little")
        ).digest()
        for i in range(count)
    )
    return list(struct.unpack(f"<{count}q", digests))


@cache
def _empty(permutations: int) -> MinHash:
    """A sketch of nothing, whose permutations its copies share."""
    return MinHash(num_perm=permutations, seed=SEED, scheme=SCHEME)


@cache
def _bands(permutations: int, similarity: float) -> tuple[int, int]:
    """How many bands, and how many values each has."""
    lsh = MinHashLSH(threshold=min(similarity, CLOSEST), num_perm=permutations, weights=WEIGHTS)
    return lsh.b, lsh.r
