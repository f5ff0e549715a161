"""Training of the network: epochs of changed texts, averaged weights, checkpoints."""

import logging
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

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
from models.encoder.batches import cut
from models.encoder.optimization import average, groups, scale
from pipeline.encoder.words import CORE, Tokenizer

log = logging.getLogger(__name__)

#: How many batches are drawn at once, so that windows of a length come together.
POOL = 8
#: After how many steps the log says how fast it goes.
LOG_EVERY = 50
#: The checkpoint in the folder of the work, and the averaged weights after an epoch.
CHECKPOINT, EPOCH_FILE = "checkpoint.pt", "epoch-{}.pt"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingSettings:
    """How the network is trained.

    Attributes:
        epochs: over the texts with names.
        batch: word pieces in a step, padding counted.
        names_alone: epochs at the beginning that learn no references.
        reference_batch: word pieces of texts with references in a step.
        reference_weight: of their loss.
        rate: of learning, of the highest layer of the encoder.
        head_rate: of what is new.
        layer_decay: what the rate of a layer is multiplied by for the one below.
        weight_decay: of AdamW.
        warm_up: share of the steps in which the rate rises.
        average: decay of the average of the weights.
        last: the result is the mean of these averages after each of the last so many epochs.
        augment: change the texts.
        seed: of all that is random.
    """

    epochs: int = 5
    batch: int = 3000
    names_alone: int = 1
    reference_batch: int = 1600
    reference_weight: float = 3.0
    rate: float = 3e-4
    head_rate: float = 1e-3
    layer_decay: float = 0.9
    weight_decay: float = 0.01
    warm_up: float = 0.06
    average: float = 0.998
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


class Trainer:
    """A network in training: its weights, their average, the optimizer, the steps done."""

    def __init__(self, settings: TrainingSettings, features: tuple[int, ...], start: Path) -> None:
        torch.manual_seed(settings.seed)
        self.settings = settings
        self.network, self.averaged = Network(features), Network(features)
        self.network.encoder.start_from(start)
        self.averaged.load_state_dict(self.network.state_dict())
        found = groups(
            self.network,
            self.network.encoder,
            rate=settings.rate,
            head_rate=settings.head_rate,
            layer_decay=settings.layer_decay,
        )
        self.optimizer = torch.optim.AdamW(found, weight_decay=settings.weight_decay)
        self.rates = [group["lr"] for group in self.optimizer.param_groups]
        self.done = 0

    def step(
        self, batch: Sequence[Example], asked: Sequence[References], *, total: int
    ) -> np.ndarray:
        """Learns from a batch of windows, and of texts with references; gives the losses."""
        factor = scale(self.done / total, self.settings.warm_up)
        for group, rate in zip(self.optimizer.param_groups, self.rates, strict=True):
            group["lr"] = rate * factor
        losses = np.array([learn_names(self.network, batch), 0.0, 0.0])
        if asked:
            weight = self.settings.reference_weight
            losses[1:] = learn_references(self.network, asked, weight=weight), 1.0
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 3.0)
        self.optimizer.step()
        self.optimizer.zero_grad()
        self.done += 1
        average(
            self.averaged, self.network, min(self.settings.average, self.done / (self.done + 9))
        )
        return losses

    def save(self, file: Path) -> None:
        """Writes a checkpoint, in place of the one before."""
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_suffix(".part")
        state = {
            "network": self.network.state_dict(),
            "averaged": self.averaged.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "settings": asdict(self.settings),
            "done": self.done,
        }
        torch.save(state, part)
        part.replace(file)

    def load(self, file: Path) -> None:
        """Goes on from a checkpoint; one of other settings is left aside."""
        state = torch.load(file, weights_only=False)
        if state["settings"] == asdict(self.settings):
            self.network.load_state_dict(state["network"])
            self.averaged.load_state_dict(state["averaged"])
            self.optimizer.load_state_dict(state["optimizer"])
            self.done = state["done"]
            log.info("going on after step %d", self.done)


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
    trainer = Trainer(settings, data.features, pretrained)
    sizes = (len(e.pieces) for text in data.texts for e in label_examples(text, tokenizer))
    per_epoch = max(1, sum(sizes) // settings.batch)
    per_epoch = min(per_epoch, steps or per_epoch)
    work.mkdir(parents=True, exist_ok=True)
    checkpoint = work / CHECKPOINT
    if checkpoint.is_file():
        trainer.load(checkpoint)
    for epoch in range(trainer.done // per_epoch, settings.epochs):
        _epoch(trainer, data, tokenizer, epoch=epoch, steps=per_epoch)
        torch.save(trainer.averaged.state_dict(), work / EPOCH_FILE.format(epoch + 1))
        trainer.save(checkpoint)
    first = max(1, settings.epochs - settings.last + 1)
    files = [work / EPOCH_FILE.format(epoch) for epoch in range(first, settings.epochs + 1)]
    return mean_of(files, data.features)


def mean_of(files: Sequence[Path], features: tuple[int, ...]) -> Network:
    """The network with the mean of saved weights."""
    states = [torch.load(file, weights_only=True) for file in files]
    network = Network(features)
    network.load_state_dict(
        {name: sum(s[name] for s in states) / len(states) for name in states[0]}
    )
    return network.eval()


def _epoch(trainer: Trainer, data: Data, tokenizer: Tokenizer, *, epoch: int, steps: int) -> None:
    """Goes once over the texts; all that is random depends on the epoch only."""
    settings = trainer.settings
    chance = random.Random(f"{settings.seed} {epoch}")
    torch.manual_seed(settings.seed * 1000 + epoch)
    trainer.network.train()
    losses, began, total = np.zeros(3), time.time(), steps * settings.epochs
    batches = draw_windows(data, tokenizer, settings, chance)
    asked = draw_references(data, tokenizer, settings, chance)
    due = epoch >= settings.names_alone
    for number, batch in zip(range(1, steps + 1), batches, strict=False):
        losses += trainer.step(batch, next(asked) if due else [], total=total)
        if trainer.done % LOG_EVERY == 0:
            speed = (time.time() - began) / number
            log.info(
                "step %d of %d, %.2f s a step, names %.4f, references %.3f",
                *(trainer.done, total, speed, losses[0] / number, losses[1] / max(1, losses[2])),
            )
    log.info(
        "epoch %d: names %.4f, references %.3f, %.0f s",
        *(epoch + 1, losses[0] / steps, losses[1] / max(1, losses[2]), time.time() - began),
    )


def draw_windows(
    data: Data, tokenizer: Tokenizer, settings: TrainingSettings, chance: random.Random
) -> Iterator[list[Example]]:
    """Yields batches of windows without end, the texts in a new order each time round."""
    pool: list[Example] = []
    while True:
        order = list(range(len(data.texts)))
        chance.shuffle(order)
        for i in order:
            core = chance.randint(CORE * 2 // 3, CORE) if settings.augment else CORE
            text = data.texts[i]
            for changed in varied(text, data.lists, chance) if settings.augment else [text]:
                pool += label_examples(changed, tokenizer, core=core)
            if sum(len(e.pieces) for e in pool) >= POOL * settings.batch:
                batches = cut(pool, settings.batch)
                pool = batches.pop(0)
                chance.shuffle(batches)
                yield from batches


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
