"""How the weights move: rates by layer, their rise and fall, the average over the steps."""

import math
from typing import Any

import torch
from torch import nn

from models.encoder.network import LAYERS, Encoder


def groups(
    network: nn.Module, encoder: Encoder, *, rate: float, head_rate: float, layer_decay: float
) -> list[dict[str, Any]]:
    """Parameters with their rates: lower layers learn more slowly, what is new faster.

    Args:
        network: all of it.
        encoder: the part that was trained before.
        rate: of the highest layer of the encoder.
        head_rate: of what is new.
        layer_decay: what the rate of a layer is multiplied by for the one below.
    """
    found = []
    for depth, layer in enumerate(encoder.layers):
        found.append(
            {"params": list(layer.parameters()), "lr": rate * layer_decay ** (LAYERS - 1 - depth)}
        )
    below = [encoder.words, encoder.positions, encoder.norm]
    lowest = rate * layer_decay**LAYERS
    found.append({"params": [p for m in below for p in m.parameters()], "lr": lowest})
    old = {id(p) for group in found for p in group["params"]}
    new = [p for p in network.parameters() if id(p) not in old]
    return [*found, {"params": new, "lr": head_rate}]


def scale(done: float, warm_up: float) -> float:
    """The factor of the rates after a share of the steps: a rise, then half a cosine."""
    if done < warm_up:
        return done / warm_up
    return 0.5 * (1 + math.cos(math.pi * (done - warm_up) / (1 - warm_up))) + 0.01


def average(averaged: nn.Module, network: nn.Module, decay: float) -> None:
    """Moves averaged weights towards those of the network."""
    with torch.no_grad():
        for mean, new in zip(averaged.parameters(), network.parameters(), strict=True):
            mean.lerp_(new, 1 - decay)
