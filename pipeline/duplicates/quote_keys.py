"""Keys of quotes, by which those of different articles that say the same find each other."""

import hashlib
from collections.abc import Sequence

import pyarrow as pa

from pipeline import tables
from pipeline.duplicates.folding import fold_words
from pipeline.duplicates.signatures import bands_of, minhash

__all__ = ["LONG", "QUOTE_KEYS", "quote_keys", "runs_of"]

#: Fewer words are said by many people on many days.
FEWEST_WORDS = 5
#: From here on a quote may differ by some words, or be a part of another.
LONG = 8
#: What a paper reports in its own words is only the same quote when it is long: "to release his tax
#: returns" is a topic.
FEWEST_REPORTED = 8
#: Words of the runs that near quotes share.
RUN = 3
PERMUTATIONS = 64
#: Chooses the bands; pairs that share one are compared word by word.
CANDIDATE_SIMILARITY = 0.6
#: A run of eight words has four runs of five. The smallest hash of any four that follow each other
#: is an anchor, so that two quotes that share eight words share an anchor, at the cost of two rows
#: for five words (winnowing: Schleimer, Wilkerson and Aiken 2003).
ANCHOR_WORDS = 5
ANCHOR_WINDOW = LONG - ANCHOR_WORDS + 1

_MARKED = ("direct", "mixed")
_SPOKEN = ("speech", "writing")

_COLUMNS: list[tuple[str, pa.DataType]] = [
    ("doc_id", pa.string()),
    ("quote_id", pa.int32()),
    ("fingerprint", pa.string()),
    ("words", pa.string()),
    ("n_words", pa.int32()),
    ("marked", pa.bool_()),
    ("bands", pa.list_(pa.int64())),
    ("anchors", pa.list_(pa.int64())),
]
QUOTE_KEYS = pa.schema(_COLUMNS)


def quote_keys(quotes: tables.Table) -> tables.Table:
    """The keys of the quotes in speech and writing, of one partition or of all.

    Quotes of fewer than five words have none, and those without quotation marks that have fewer
    than eight words or say what somebody is asked to do ("to comment for this article").

    Args:
        quotes: the table `quotes`; `doc_id`, `quote_id`, `kind`, `act` and `content` are read.

    Returns:
        `doc_id`, `quote_id`; `fingerprint`, 32 hexadecimal digits that are equal for equal words;
        `words`, the content in lower case without marks; `n_words`; `marked`, whether it stands in
        quotation marks at least in part; `bands`, of which near quotes share one, and `anchors`, of
        which a quote shares all with one that it is a part of. Both are empty for short quotes,
        anchors for those without quotation marks as well.
    """
    rows = []
    columns = ["doc_id", "quote_id", "kind", "act", "content"]
    for quote in quotes.select(columns).to_pylist():
        if quote["act"] not in _SPOKEN:
            continue
        marked = quote["kind"] in _MARKED
        words = _content_words(quote["content"])
        if len(words) < FEWEST_WORDS or not (marked or _is_statement(words)):
            continue
        rows.append(
            {
                "doc_id": quote["doc_id"],
                "quote_id": quote["quote_id"],
                "fingerprint": _hash(words, 16).hex(),
                "words": " ".join(words),
                "n_words": len(words),
                "marked": marked,
                "bands": _bands(words),
                "anchors": anchors_of(words) if marked else [],
            }
        )
    return pa.Table.from_pylist(rows, schema=QUOTE_KEYS)


def runs_of(words: Sequence[str]) -> set[str]:
    """The runs of three words, those that begin before the first and end after the last as well.

    Without these a last word that differs, "Monday" or "Ohio", would count a third of any other.
    """
    padded = ["", "", *words, "", ""]
    return {" ".join(padded[i : i + RUN]) for i in range(len(words) + RUN - 1)}


def anchors_of(words: Sequence[str]) -> list[int]:
    """Hashes of some runs of five words; every eight words in a row hold one of them.

    Example:
        >>> part = "we will win this fight and go home".split()
        >>> whole = ["today", *part, "in", "the", "end"]
        >>> set(anchors_of(part)) <= set(anchors_of(whole))
        True
    """
    hashes = [
        int.from_bytes(_hash(words[i : i + ANCHOR_WORDS], 8), "little", signed=True)
        for i in range(len(words) - ANCHOR_WORDS + 1)
    ]
    windows = range(len(hashes) - ANCHOR_WINDOW + 1)
    return sorted({min(hashes[i : i + ANCHOR_WINDOW]) for i in windows})


def _content_words(content: str) -> list[str]:
    words = fold_words(content)
    return words[1:] if words[:1] == ["that"] else words


def _is_statement(words: Sequence[str]) -> bool:
    return len(words) >= FEWEST_REPORTED and words[0] != "to"


def _bands(words: Sequence[str]) -> list[int]:
    if len(words) < LONG:
        return []
    return bands_of(minhash(runs_of(words), PERMUTATIONS), CANDIDATE_SIMILARITY)


def _hash(words: Sequence[str], size: int) -> bytes:
    text = " ".join(words).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(text, digest_size=size).digest()
