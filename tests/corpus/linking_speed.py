"""Measures how long it takes to link people and organizations, and how much memory.

Names are drawn as in a large corpus: few are frequent and most are rare, and one in five is a
variant of another (a transliteration, an initial, a surname alone). Run by
``python -m tests.corpus.linking_speed``; give other numbers of distinct names to measure these.
"""

import argparse
import random
import resource
import time
from collections.abc import Iterator
from itertools import accumulate, product

from pipeline.corpus.contexts import Context
from pipeline.corpus.entities import LocalEntity
from pipeline.corpus.organizations_linking import link_organizations
from pipeline.corpus.people_linking import link_people
from pipeline.knowledge.countries import countries
from pipeline.knowledge.names import first_name_genders, slug

ONSETS = "b ch d f g h j k kh l m n p r s sh t tr v w y z".split()
VOWELS = "a e i o u ai ei ou".split()
CODAS = ["", "", "n", "r", "l", "s", "m"]
ENDINGS = ["ov", "sky", "enko", "son", "i", "ez", "man", "a", "oglu", "idis", ""]
RESPELT = (("sky", "skiy"), ("ov", "off"), ("ei", "ey"), ("ou", "u"), ("kh", "h"), ("i", "y"))
BODIES = ["Party", "Bank", "University", "Ministry", "Group", "Union", "Institute", "Airlines"]
NAMES_A_DOCUMENT = 20


def surnames(rng: random.Random, n: int) -> list[str]:
    """Invented surnames; the first are the frequent ones."""
    found = ["Mohamed", "Khan", "Kim", "Smith", "Garcia", "Nguyen", "Ivanov", "Hussein"]
    seen = set(found)
    while len(found) < n:
        syllables = (
            rng.choice(ONSETS) + rng.choice(VOWELS) + rng.choice(CODAS)
            for _ in range(rng.choice((1, 2, 2, 3)))
        )
        name = ("".join(syllables) + rng.choice(ENDINGS)).capitalize()
        if name not in seen:
            seen.add(name)
            found.append(name)
    return found


def respelt(rng: random.Random, name: str) -> str:
    """A name in another transliteration, with an initial, or without the first name."""
    given, _, surname = name.partition(" ")
    kind = rng.random()
    if kind < 0.2:
        return surname
    if kind < 0.5:
        return f"{given} {rng.choice('ABCDEFGHJKLMNPRSTW')}. {surname}"
    for one, other in rng.sample(RESPELT, len(RESPELT)):
        if one in surname:
            return f"{given} {surname.replace(one, other, 1)}"
    return f"{given[0]}. {surname}"


def by_rank(n: int) -> list[float]:
    """Weights after Zipf, added up."""
    return list(accumulate(1 / rank for rank in range(1, n + 1)))


def people_names(rng: random.Random, n: int) -> list[str]:
    """Distinct names of people."""
    given = sorted(name.title() for name in first_name_genders())
    rng.shuffle(given)
    given = ["Mohamed", *given]
    family = surnames(rng, max(200, n // 20))
    weights = by_rank(len(given)), by_rank(len(family))
    names: dict[str, None] = {}
    while len(names) < n:
        drawn = zip(
            rng.choices(given, cum_weights=weights[0], k=n),
            rng.choices(family, cum_weights=weights[1], k=n),
            strict=True,
        )
        for first, last in drawn:
            name = f"{first} {last}"
            names.setdefault(name)
            if rng.random() < 0.2:
                names.setdefault(respelt(rng, name))
            if len(names) >= n:
                break
    return list(names)


def organization_names(rng: random.Random, n: int) -> list[str]:
    """Distinct names of organizations, some with a legal form or another order of words."""
    places = surnames(rng, max(200, n // 12))
    forms = ("{0} {1}", "{0} {1} Inc.", "{1} of {0}", "the {0} {1}", "{0} National {1}")
    made = (form.format(*pair) for form, pair in product(forms, product(places, BODIES)))
    names = list(made)
    rng.shuffle(names)
    return list(dict.fromkeys(names))[:n]


def entities(
    rng: random.Random, type_: str, names: list[str]
) -> tuple[list[LocalEntity], dict[str, Context]]:
    """Every name in one document at least, the frequent ones in more, and their contexts."""
    more = rng.choices(names, cum_weights=by_rank(len(names)), k=len(names) // 2)
    told = [*names, *more]
    rng.shuffle(told)
    codes = sorted(countries())
    found, contexts = [], {}
    for number, start in enumerate(range(0, len(told), NAMES_A_DOCUMENT)):
        doc_id = f"d{number:07}"
        here = list(dict.fromkeys(told[start : start + NAMES_A_DOCUMENT]))
        places = rng.choices(codes, k=3)
        contexts[doc_id] = Context(frozenset(map(slug, here)), frozenset(places), places[0])
        for name in here:
            found.append(
                LocalEntity(doc_id, f"x:{slug(name)}", type_, name, surfaces={name}, mentions=1)
            )
    return found, contexts


def measure(numbers: list[int]) -> Iterator[str]:
    """One line for each type and number of distinct names."""
    linkers = (
        ("person", people_names, link_people),
        ("organization", organization_names, link_organizations),
    )
    for number, (type_, make, link) in product(numbers, linkers):
        rng = random.Random(number)
        named, contexts = entities(rng, type_, make(rng, number))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        started = time.process_time()
        links = link(named, contexts)
        seconds = time.process_time() - started
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        linked = len({canonical.entity_id for canonical in links.values()})
        yield (
            f"{type_:<12} {number:>9,} names {len(named):>9,} entities of documents "
            f"{linked:>9,} linked {seconds:7.1f} s of one core  peak {peak / 2**20:.2f} GB "
            f"(before {before / 2**20:.2f})"
        )


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", type=int, default=[10_000, 100_000, 1_000_000])
    for line in measure(parser.parse_args().names):
        print(line, flush=True)


if __name__ == "__main__":
    main()
