"""Training of the network: epochs of changed articles, averaged weights, checkpoints."""

import logging
import math
import random
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from models.en_quotes.recipe.batches import Data, count_batches, draw_batches
from models.en_quotes.recipe.examples import Example, name_examples
from models.en_quotes.recipe.losses import learn_attributions, learn_names
from models.en_quotes.recipe.network import Network
from models.encoder.network import LAYERS
from pipeline.encoder.words import Tokenizer

log = logging.getLogger(__name__)

#: After how many steps one learns names.
NAMES_EVERY = 3
#: After how many steps the log says how fast it goes.
LOG_EVERY = 50
#: The checkpoint in the folder of the work.
CHECKPOINT = "checkpoint.pt"
#: The averaged weights after an epoch.
EPOCH_FILE = "epoch-{}.pt"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingSettings:
    """How the network is trained.

    Attributes:
        epochs: over the articles.
        batch: word pieces in a step, padding counted.
        name_batch: windows in a step that learns names, 0 to leave names out.
        rate: of learning, of the highest layer of the encoder.
        head_rate: of what is new.
        layer_decay: what the rate of a layer is multiplied by for the one below.
        weight_decay: of AdamW.
        warm_up: share of the steps in which the rate rises.
        average: decay of the average of the weights, 0 for none.
        last: the result is the mean of these averages after each of the last so many epochs.
        false_cues: words that are no cue and are read for roles all the same, in each window.
        augment: change the articles.
        seed: of all that is random.
    """

    epochs: int = 7
    batch: int = 3600
    name_batch: int = 6
    rate: float = 3e-4
    head_rate: float = 1e-3
    layer_decay: float = 0.9
    weight_decay: float = 0.01
    warm_up: float = 0.06
    average: float = 0.998
    last: int = 4
    false_cues: int = 2
    augment: bool = True
    seed: int = 20


class Trainer:
    """A network in training: its weights, their average, the optimizer, the steps done."""

    def __init__(self, settings: TrainingSettings, *, pretrained: Path) -> None:
        torch.manual_seed(settings.seed)
        self.settings = settings
        self.network, self.averaged = Network(), Network()
        self.network.encoder.start_from(pretrained)
        self.averaged.load_state_dict(self.network.state_dict())
        groups = _groups(self.network, settings)
        self.optimizer = torch.optim.AdamW(groups, weight_decay=settings.weight_decay)
        self.rates = [group["lr"] for group in self.optimizer.param_groups]
        self.done = 0

    def step(self, batch: list[Example], named: list[Example], *, total: int) -> np.ndarray:
        """Learns from a batch of windows, and of windows with names; gives the losses."""
        scale = _rate(self.done / total, self.settings.warm_up)
        for group, rate in zip(self.optimizer.param_groups, self.rates, strict=True):
            group["lr"] = rate * scale
        losses = np.zeros(3)
        losses[:2] = learn_attributions(self.network, batch, self.settings.false_cues)
        if named:
            losses[2] = learn_names(self.network, named) * NAMES_EVERY
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad()
        self.done += 1
        decay = min(self.settings.average, self.done / (self.done + 9))
        _average(self.averaged, self.network, decay)
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
    trainer = Trainer(settings, pretrained=pretrained)
    names = list(name_examples(data.names, tokenizer)) if settings.name_batch else []
    per_epoch = count_batches(data.articles, tokenizer, size=settings.batch)
    per_epoch = max(1, min(per_epoch, steps or per_epoch))
    checkpoint = work / CHECKPOINT
    if checkpoint.is_file():
        trainer.load(checkpoint)
    for epoch in range(trainer.done // per_epoch, settings.epochs):
        _epoch(trainer, data, names, tokenizer, epoch=epoch, steps=per_epoch)
        torch.save(trainer.averaged.state_dict(), work / EPOCH_FILE.format(epoch + 1))
        trainer.save(checkpoint)
    return _mean(settings, work)


def _mean(settings: TrainingSettings, work: Path) -> Network:
    """The network with the mean of the weights after each of the last epochs."""
    first = max(1, settings.epochs - settings.last + 1)
    files = [work / EPOCH_FILE.format(epoch) for epoch in range(first, settings.epochs + 1)]
    states = [torch.load(file, weights_only=True) for file in files]
    network = Network()
    network.load_state_dict(
        {name: sum(s[name] for s in states) / len(states) for name in states[0]}
    )
    return network.eval()


def _epoch(
    trainer: Trainer,
    data: Data,
    names: list[Example],
    tokenizer: Tokenizer,
    *,
    epoch: int,
    steps: int,
) -> None:
    """Goes once over the articles; all that is random depends on the epoch only."""
    settings = trainer.settings
    chance = random.Random(f"{settings.seed} {epoch}")
    torch.manual_seed(settings.seed * 1000 + epoch)
    trainer.network.train()
    losses, began, total = np.zeros(3), time.time(), steps * settings.epochs
    batches = draw_batches(
        data, tokenizer, size=settings.batch, augment=settings.augment, chance=chance
    )
    for number, batch in zip(range(1, steps + 1), batches, strict=False):
        due = names and trainer.done % NAMES_EVERY == 0
        named = chance.sample(names, settings.name_batch) if due else []
        losses += trainer.step(batch, named, total=total)
        if trainer.done % LOG_EVERY == 0:
            speed = (time.time() - began) / number
            log.info("step %d of %d, %.2f s a step", trainer.done, total, speed)
    tags, roles, named_ = losses / steps
    log.info(
        "epoch %d: tags %.3f, roles %.3f, names %.3f, %.0f s",
        *(epoch + 1, tags, roles, named_, time.time() - began),
    )


def _groups(network: Network, settings: TrainingSettings) -> list[dict[str, Any]]:
    """Parameters with their rates: lower layers learn more slowly."""
    encoder = network.encoder
    groups = []
    for depth, layer in enumerate(encoder.layers):
        rate = settings.rate * settings.layer_decay ** (LAYERS - 1 - depth)
        groups.append({"params": list(layer.parameters()), "lr": rate})
    lowest = settings.rate * settings.layer_decay**LAYERS
    below = [encoder.words, encoder.positions, encoder.norm]
    groups.append({"params": [p for m in below for p in m.parameters()], "lr": lowest})
    old = {id(p) for group in groups for p in group["params"]}
    new = [p for p in network.parameters() if id(p) not in old]
    return [*groups, {"params": new, "lr": settings.head_rate}]


def _rate(done: float, warm_up: float) -> float:
    if done < warm_up:
        return done / warm_up
    return 0.5 * (1 + math.cos(math.pi * (done - warm_up) / (1 - warm_up))) + 0.01


def _average(averaged: Network, network: Network, decay: float) -> None:
    with torch.no_grad():
        pairs = zip(averaged.parameters(), network.parameters(), strict=True)
        for mean, new in pairs:
            mean.lerp_(new, 1 - decay)
