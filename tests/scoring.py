"""Score the tables of a run against articles annotated by hand.

A gold file describes one article: whom it names, what is said in it and by whom, and how its actors
stand to each other. What is marked optional there counts neither when found nor when missing.

Run it with ``python -m tests.scoring TABLES GOLD.json...`` (``--details`` lists what went wrong).
"""

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

import pandas as pd
from anyascii import anyascii
from rapidfuzz.distance import LCSseq

TASKS = ("people", "organizations", "countries", "quotes", "spoken", "relations")
SAME_CONTENT = 0.8
SYMMETRIC = frozenset({"CONSULT"})
"""Events without a direction: who met whom does not matter."""

Row = dict[str, Any]


@dataclass(slots=True)
class Score:
    """How much of what was wanted was found, and how much of what was found was wanted."""

    right: int = 0
    missed: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        found = self.right + len(self.extra)
        return self.right / found if found else 0.0

    @property
    def recall(self) -> float:
        wanted = self.right + len(self.missed)
        return self.right / wanted if wanted else 0.0

    @property
    def f1(self) -> float:
        both = 2 * self.right + len(self.extra) + len(self.missed)
        return 2 * self.right / both if both else 0.0

    def add(self, other: "Score") -> None:
        self.right += other.right
        self.missed += other.missed
        self.extra += other.extra


def fold(name: str) -> str:
    """A name without case, diacritics, typographic marks and article."""
    return " ".join(anyascii(name).casefold().split()).removeprefix("the ")


def similarity(one: str, other: str) -> float:
    """Jaccard of the characters of two contents, in their order; white space does not count."""
    a, b = ("".join(anyascii(text).casefold().split()).strip("\"',.") for text in (one, other))
    common = LCSseq.similarity(a, b)
    either = len(a) + len(b) - common
    return common / either if either else 0.0


class Names:
    """The canonical name of each name in a gold article."""

    def __init__(self, entries: Iterable[Row], optional: Iterable[str] = ()) -> None:
        self.canonical = {
            fold(name): entry["name"]
            for entry in entries
            for name in (
                entry["name"],
                *entry.get("aliases", ()),
                *filter(None, [entry.get("iso3")]),
            )
        }
        self.optional = {fold(name) for name in optional}

    def of(self, name: str | None) -> str | None:
        return None if name is None else self.canonical.get(fold(name), name)


def score(tables: Path, gold_files: Iterable[Path]) -> dict[str, Score]:
    """Scores by task over all gold articles together.

    Raises:
        LookupError: The run has no document for a gold article.
    """
    read = {
        name: pd.read_parquet(tables / f"{name}.parquet").astype(object)
        for name in ("documents", "mentions", "quotes", "relations", "people", "organizations")
    }
    read = {name: frame.where(frame.notna(), None) for name, frame in read.items()}
    totals = {task: Score() for task in TASKS}
    for file in gold_files:
        gold = json.loads(file.read_text(encoding="utf-8"))
        doc_id = find_document(read["documents"], gold["source"])
        for task, result in score_article(read, doc_id, gold).items():
            totals[task].add(result)
    return totals


def find_document(documents: pd.DataFrame, source: str) -> str:
    """The document read from a file of this name, or from a record of this id in a container."""
    for doc_id, path in zip(documents["doc_id"], documents["source"], strict=True):
        file, _, record = str(path).partition("#")
        if source in (doc_id, record, PurePosixPath(file).name):
            return str(doc_id)
    raise LookupError(f"no document in the output for the gold article {source!r}")


def score_article(tables: dict[str, pd.DataFrame], doc_id: str, gold: Row) -> dict[str, Score]:
    rows = {
        name: tables[name][tables[name]["doc_id"] == doc_id].to_dict("records")
        for name in ("mentions", "quotes", "relations")
    }
    mentioned = {row["entity_id"] for row in rows["mentions"]}
    everyone = Names(gold["people"] + gold["organizations"] + gold["countries"])
    quotes, spoken = score_quotes(rows["quotes"], gold["quotes"], everyone)
    result = {"quotes": quotes, "spoken": spoken}
    for kind in ("people", "organizations"):
        table = tables[kind]
        found = table.loc[table["entity_id"].isin(mentioned), "name"]
        result[kind] = score_names(found, gold[kind], gold.get(f"{kind}_optional", []))
    countries = [{"name": entry["iso3"]} for entry in gold["countries"]]
    codes = {row["country"] for row in rows["mentions"] if row["country"]}
    result["countries"] = score_names(codes, countries, gold.get("countries_optional", []))
    result["relations"] = score_relations(rows["relations"], gold["relations"], everyone)
    return result


def score_names(found: Iterable[str], wanted: Sequence[Row], optional: Iterable[str]) -> Score:
    """An entity found twice under two names is right once and wrong once."""
    names, hit, extra = Names(wanted, optional), set[str](), list[str]()
    for name in sorted(found):
        canonical = names.canonical.get(fold(name))
        if canonical and canonical not in hit:
            hit.add(canonical)
        elif canonical or fold(name) not in names.optional:
            extra.append(name)
    missed = sorted({entry["name"] for entry in wanted} - hit)
    return Score(len(hit), missed, extra)


def pair_contents(found: Sequence[Row], wanted: Sequence[Row]) -> dict[int, int]:
    """Pairs of the same content, one to one, the most alike first."""
    alike = sorted(
        (
            (similarity(one["content"], other["content"]), -i, -j)
            for i, one in enumerate(found)
            for j, other in enumerate(wanted)
        ),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    for value, i, j in alike:
        if value >= SAME_CONTENT and -i not in pairs and -j not in pairs.values():
            pairs[-i] = -j
    return pairs


def score_quotes(found: Sequence[Row], wanted: Sequence[Row], names: Names) -> tuple[Score, Score]:
    """Contents, and contents with their speaker."""
    quotes, spoken = Score(), Score()
    pairs = pair_contents(found, wanted)
    for i, quote in enumerate(found):
        if i not in pairs:
            quotes.extra.append(quote["content"])
            spoken.extra.append(quote["content"])
            continue
        gold = wanted[pairs[i]]
        if gold.get("optional"):
            continue
        quotes.right += 1
        speaker = names.of(quote["speaker"])
        if speaker in (gold["speaker"], *gold.get("speaker_also", ())):
            spoken.right += 1
        else:
            error = f"{speaker}, not {gold['speaker']}: {quote['content']}"
            spoken.extra.append(error)
            spoken.missed.append(error)
    matched = set(pairs.values())
    missed = [
        gold["content"]
        for j, gold in enumerate(wanted)
        if j not in matched and not gold.get("optional")
    ]
    quotes.missed += missed
    spoken.missed += missed
    return quotes, spoken


@dataclass(frozen=True, slots=True)
class Fact:
    """A relation as it is compared: the same one found twice counts once."""

    subject: str | None
    label: str | None
    object: str | None
    negated: bool

    def fits(self, gold: Row) -> bool:
        """Whether it is what the gold relation says: ``A|B`` there means either."""
        ends, wanted = (self.subject, self.object), (gold["subject"], gold["object"])
        if self.label in SYMMETRIC and ends == wanted[::-1]:
            ends = wanted
        labels = (gold.get("plover") or gold["family"]).split("|")
        return (
            ends == wanted and self.label in labels and self.negated == gold.get("negated", False)
        )

    def __str__(self) -> str:
        return f"{self.subject} {'not ' * self.negated}{self.label} {self.object}"


def facts(relations: Iterable[Row], names: Names) -> Iterator[Fact]:
    for row in relations:
        label = row["plover"] if row["family"] == "event" else row["family"]
        yield Fact(names.of(row["subject"]), label, names.of(row["object"]), bool(row["negated"]))


def score_relations(found: Iterable[Row], wanted: Sequence[Row], names: Names) -> Score:
    said = list(dict.fromkeys(facts(found, names)))
    required = [gold for gold in wanted if not gold.get("optional")]
    missed = [gold for gold in required if not any(fact.fits(gold) for fact in said)]
    extra = [fact for fact in said if not any(fact.fits(gold) for gold in wanted)]
    return Score(
        len(required) - len(missed),
        [json.dumps(gold, ensure_ascii=False) for gold in missed],
        [str(fact) for fact in extra],
    )


def report(scores: dict[str, Score], *, details: bool = False) -> str:
    """A line for each task; with details, what was missed (-) and what was too much (+)."""
    lines = []
    for task, value in scores.items():
        lines.append(
            f"{task:14} precision {value.precision:.3f}"
            f"  recall {value.recall:.3f}  f1 {value.f1:.3f}"
        )
        if details:
            lines += [f"  - {item}" for item in value.missed]
            lines += [f"  + {item}" for item in value.extra]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.scoring", description=__doc__)
    parser.add_argument("tables", type=Path, help="folder of a finished run")
    parser.add_argument("gold", type=Path, nargs="+", help="annotated articles")
    parser.add_argument("--details", action="store_true", help="list what was missed or too much")
    args = parser.parse_args()
    print(report(score(args.tables, args.gold), details=args.details))


if __name__ == "__main__":
    main()
