"""The trained network as ONNX files, in int8, with what decoding needs."""

import json
import shutil
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from models.en_quotes.recipe.network import Network
from models.encoder.export import WINDOW_AXES, chain_lists, export_part, window
from models.encoder.network import WIDTH
from pipeline.encoder.onnx import CONFIG_FILE, TOKENIZER_FILE
from pipeline.quotes.learned.labels import ROLES, TAGS
from pipeline.quotes.learned.network import ROLES_FILE, WORDS_FILE


class _Words(nn.Module):
    def __init__(self, network: Network) -> None:
        super().__init__()
        self.encoder, self.tags = network.encoder, network.tags

    def forward(self, pieces: Tensor, features: Tensor, first: Tensor) -> tuple[Tensor, Tensor]:
        words = self.encoder(pieces[None], features[None], first[None], None)[0]
        return words, self.tags(words)


class _Roles(nn.Module):
    def __init__(self, network: Network) -> None:
        super().__init__()
        self.roles = network.roles

    def forward(self, words: Tensor, tags: Tensor, starts: Tensor, ends: Tensor) -> Tensor:
        lows = torch.zeros_like(starts)
        return self.roles(words, tags, starts, ends, lows, lows + words.shape[0])


def export(
    network: Network, folder: Path, *, tokenizer: Path, config: dict[str, Any], int8: bool = True
) -> None:
    """Writes the files that `QuoteNetwork` reads.

    Args:
        network: trained.
        folder: takes the files.
        tokenizer: tokenizer.json of the encoder.
        config: name, version and weights of the score.
        int8: whether weights are stored, and multiplied, in int8.
    """
    folder.mkdir(parents=True, exist_ok=True)
    export_part(
        _Words(network),
        folder / WORDS_FILE,
        inputs=window(),
        outputs=["words", "tags"],
        axes=WINDOW_AXES | {"words": "words", "tags": "words"},
        int8=int8,
    )
    export_part(
        _Roles(network),
        folder / ROLES_FILE,
        inputs={
            "words": torch.randn(30, WIDTH),
            "tags": torch.randn(30, len(TAGS)),
            "starts": torch.tensor([3, 9]),
            "ends": torch.tensor([4, 11]),
        },
        outputs=["roles"],
        axes={"words": "words", "tags": "words", "starts": "cues", "ends": "cues", "roles": "cues"},
        int8=int8,
    )
    shutil.copyfile(tokenizer, folder / TOKENIZER_FILE)
    chains = {
        "tag_chain": chain_lists(network.tag_chain),
        "role_chain": chain_lists(network.role_chain),
    }
    config = {**config, "tags": list(TAGS), "roles": list(ROLES), **chains}
    (folder / CONFIG_FILE).write_text(json.dumps(config, indent=1) + "\n", encoding="utf8")
