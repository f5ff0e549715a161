"""Training of the network: epochs of changed articles, averaged weights, checkpoints."""

import logging
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from models.en_quotes.recipe.batches import Data, count_batches, draw_batches
from models.en_quotes.recipe.examples import Example, name_examples
from models.en_quotes.recipe.losses import learn_attributions, learn_names
from models.en_quotes.recipe.network import Network
from models.encoder.training import OptimizerSettings, Trainer
from pipeline.encoder.words import Tokenizer

log = logging.getLogger(__name__)

#: After how many steps one learns names.
NAMES_EVERY = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingSettings(OptimizerSettings):
    """How the network is trained; an epoch is one over the articles.

    Attributes:
        batch: word pieces in a step, padding counted.
        name_batch: windows in a step that learns names, 0 to leave names out.
        false_cues: words that are no cue and are read for roles all the same, in each window.
        augment: change the articles.
    """

    epochs: int = 7
    batch: int = 3600
    name_batch: int = 6
    last: int = 4
    false_cues: int = 2
    augment: bool = True
    seed: int = 20


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
    trainer = Trainer(Network, settings, pretrained=pretrained)
    names = list(name_examples(data.names, tokenizer)) if settings.name_batch else []
    per_epoch = count_batches(data.articles, tokenizer, size=settings.batch)
    per_epoch = max(1, min(per_epoch, steps or per_epoch))

    def epoch(number: int) -> None:
        _epoch(trainer, data, names, tokenizer, settings, epoch=number, steps=per_epoch)

    return trainer.run(epoch, steps=per_epoch, work=work)


def _epoch(
    trainer: Trainer[Network],
    data: Data,
    names: list[Example],
    tokenizer: Tokenizer,
    settings: TrainingSettings,
    *,
    epoch: int,
    steps: int,
) -> None:
    """Goes once over the articles; all that is random depends on the epoch only."""
    chance = trainer.begin(epoch)
    losses, began, total = np.zeros(3), time.time(), steps * settings.epochs
    batches = draw_batches(
        data, tokenizer, size=settings.batch, augment=settings.augment, chance=chance
    )
    for _, batch in zip(range(steps), batches, strict=False):
        due = names and trainer.done % NAMES_EVERY == 0
        named = chance.sample(names, settings.name_batch) if due else []
        losses[:2] += learn_attributions(trainer.network, batch, settings.false_cues)
        if named:
            losses[2] += learn_names(trainer.network, named) * NAMES_EVERY
        trainer.step(total=total)
    tags, roles, named_ = losses / steps
    log.info(
        "epoch %d: tags %.3f, roles %.3f, names %.3f, %.0f s",
        *(epoch + 1, tags, roles, named_, time.time() - began),
    )
