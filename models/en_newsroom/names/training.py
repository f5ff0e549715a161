"""Training of the network: epochs of changed texts, averaged weights, checkpoints."""

import logging
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.en_newsroom.names.examples import (
    Example,
    References,
    label_examples,
    references_of,
)
from models.en_newsroom.names.losses import learn_names, learn_references
from models.en_newsroom.names.network import Network
from models.en_newsroom.names.texts import NamedText
from models.en_newsroom.names.variation import Lists, varied, with_other_people
from models.encoder.batches import draw
from models.encoder.training import OptimizerSettings, Trainer
from pipeline.encoder.words import CORE, Tokenizer

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingSettings(OptimizerSettings):
    """How the network is trained; an epoch is one over the texts with names.

    Attributes:
        batch: word pieces in a step, padding counted.
        names_alone: epochs at the beginning that learn no references.
        reference_batch: word pieces of texts with references in a step.
        reference_weight: of their loss.
        augment: change the texts.
    """

    epochs: int = 5
    batch: int = 3000
    names_alone: int = 1
    reference_batch: int = 1600
    reference_weight: float = 3.0
    clip: float = 3.0
    last: int = 2
    augment: bool = True
    seed: int = 4


@dataclass(frozen=True, slots=True)
class Data:
    """What there is to learn from.

    Attributes:
        texts: with names.
        lists: names to put in the place of others.
        references: records of texts with anaphors.
        features: how many values each feature of a pair has.
    """

    texts: Sequence[NamedText]
    lists: Lists
    references: Sequence[dict[str, Any]]
    features: tuple[int, ...]


def train(
    data: Data,
    tokenizer: Tokenizer,
    settings: TrainingSettings,
    *,
    pretrained: Path,
    work: Path,
    steps: int | None = None,
) -> Network:
    """Trains a network, or goes on from the last checkpoint in `work`.

    Args:
        data: what there is to learn from.
        tokenizer: splits texts into word pieces.
        settings: how.
        pretrained: folder of the encoder to start from.
        work: takes the checkpoints.
        steps: at most in an epoch; None for all.

    Returns:
        The network with averaged weights.
    """
    trainer = Trainer(lambda: Network(data.features), settings, pretrained=pretrained)
    sizes = (len(e.pieces) for text in data.texts for e in label_examples(text, tokenizer))
    per_epoch = max(1, sum(sizes) // settings.batch)
    per_epoch = min(per_epoch, steps or per_epoch)

    def epoch(number: int) -> None:
        _epoch(trainer, data, tokenizer, settings, epoch=number, steps=per_epoch)

    return trainer.run(epoch, steps=per_epoch, work=work)


def _epoch(
    trainer: Trainer[Network],
    data: Data,
    tokenizer: Tokenizer,
    settings: TrainingSettings,
    *,
    epoch: int,
    steps: int,
) -> None:
    """Goes once over the texts; all that is random depends on the epoch only."""
    chance = trainer.begin(epoch)
    names = references = 0.0
    began, total = time.time(), steps * settings.epochs
    batches = draw_windows(data, tokenizer, settings, chance)
    asked = draw_references(data, tokenizer, settings, chance)
    asking = epoch >= settings.names_alone
    for _, batch in zip(range(steps), batches, strict=False):
        names += learn_names(trainer.network, batch)
        if asking:
            weight = settings.reference_weight
            references += learn_references(trainer.network, next(asked), weight=weight)
        trainer.step(total=total)
    log.info(
        "epoch %d: names %.4f, references %.3f, %.0f s",
        *(epoch + 1, names / steps, references / steps, time.time() - began),
    )


def draw_windows(
    data: Data, tokenizer: Tokenizer, settings: TrainingSettings, chance: random.Random
) -> Iterator[list[Example]]:
    """Yields batches of windows without end, the texts in a new order each time round."""

    def windows_of(i: int) -> Iterator[Example]:
        core = chance.randint(CORE * 2 // 3, CORE) if settings.augment else CORE
        text = data.texts[i]
        for changed in varied(text, data.lists, chance) if settings.augment else [text]:
            yield from label_examples(changed, tokenizer, core=core)

    return draw(len(data.texts), windows_of, size=settings.batch, chance=chance)


def draw_references(
    data: Data, tokenizer: Tokenizer, settings: TrainingSettings, chance: random.Random
) -> Iterator[list[References]]:
    """Yields batches of texts with references without end."""
    batch: list[References] = []
    while True:
        order = list(range(len(data.references)))
        chance.shuffle(order)
        for i in order:
            record = data.references[i]
            if settings.augment:
                record = with_other_people(record, data.lists, chance)
            batch.append(references_of(record, tokenizer))
            size = sum(len(part.pieces) for text in batch for part in text.parts)
            if size >= settings.reference_batch:
                yield batch
                batch = []
