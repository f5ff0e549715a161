"""What the training of a network with the encoder needs: settings, steps, checkpoints."""

import logging
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Generic, TypeVar

import torch
from torch import nn

from models.encoder.optimization import average, groups, scale

log = logging.getLogger(__name__)

#: After how many steps the log says how fast it goes.
LOG_EVERY = 50
#: The checkpoint in the folder of the work, and the averaged weights after an epoch.
CHECKPOINT, EPOCH_FILE = "checkpoint.pt", "epoch-{}.pt"

N = TypeVar("N", bound=nn.Module)


@dataclass(frozen=True, slots=True, kw_only=True)
class OptimizerSettings:
    """How the weights of a network are moved.

    Attributes:
        epochs: over the texts.
        rate: of learning, of the highest layer of the encoder.
        head_rate: of what is new.
        layer_decay: what the rate of a layer is multiplied by for the one below.
        weight_decay: of AdamW.
        warm_up: share of the steps in which the rate rises.
        clip: the longest gradient.
        average: decay of the average of the weights, 0 for none.
        last: the result is the mean of these averages after each of the last so many epochs.
        seed: of all that is random.
    """

    epochs: int
    rate: float = 3e-4
    head_rate: float = 1e-3
    layer_decay: float = 0.9
    weight_decay: float = 0.01
    warm_up: float = 0.06
    clip: float = 1.0
    average: float = 0.998
    last: int
    seed: int


class Trainer(Generic[N]):
    """A network in training: its weights, their average, the optimizer, the steps done.

    Args:
        make: makes a network, which has an `encoder`.
        settings: how it is trained.
        pretrained: folder of the encoder to start from.
    """

    def __init__(
        self, make: Callable[[], N], settings: OptimizerSettings, *, pretrained: Path
    ) -> None:
        torch.manual_seed(settings.seed)
        self.settings, self.make = settings, make
        self.network, self.averaged = make(), make()
        self.network.encoder.start_from(pretrained)
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
        self._begun = (time.time(), 0)

    def begin(self, epoch: int) -> random.Random:
        """Begins an epoch; all that is random in it depends on its number only."""
        torch.manual_seed(self.settings.seed * 1000 + epoch)
        self.network.train()
        self._begun = (time.time(), self.done)
        return random.Random(f"{self.settings.seed} {epoch}")

    def step(self, *, total: int) -> None:
        """Moves the weights by the gradients that are there."""
        factor = scale(self.done / total, self.settings.warm_up)
        for group, rate in zip(self.optimizer.param_groups, self.rates, strict=True):
            group["lr"] = rate * factor
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), self.settings.clip)
        self.optimizer.step()
        self.optimizer.zero_grad()
        self.done += 1
        decay = min(self.settings.average, self.done / (self.done + 9))
        average(self.averaged, self.network, decay)
        if self.done % LOG_EVERY == 0:
            since, before = self._begun
            speed = (time.time() - since) / (self.done - before)
            log.info("step %d of %d, %.2f s a step", self.done, total, speed)

    def run(self, epoch: Callable[[int], None], *, steps: int, work: Path) -> N:
        """Trains, or goes on from the last checkpoint.

        Args:
            epoch: does the steps of an epoch, which is given by its number from 0.
            steps: in an epoch.
            work: takes the checkpoints.

        Returns:
            The network with averaged weights.
        """
        work.mkdir(parents=True, exist_ok=True)
        checkpoint = work / CHECKPOINT
        if checkpoint.is_file():
            self.load(checkpoint)
        epochs = self.settings.epochs
        for number in range(self.done // steps, epochs):
            epoch(number)
            torch.save(self.averaged.state_dict(), work / EPOCH_FILE.format(number + 1))
            self.save(checkpoint)
        first = max(1, epochs - self.settings.last + 1)
        return self.mean([work / EPOCH_FILE.format(n) for n in range(first, epochs + 1)])

    def mean(self, files: Sequence[Path]) -> N:
        """The network with the mean of saved weights."""
        states = [torch.load(file, weights_only=True) for file in files]
        network = self.make()
        network.load_state_dict(
            {name: sum(s[name] for s in states) / len(states) for name in states[0]}
        )
        return network.eval()

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
