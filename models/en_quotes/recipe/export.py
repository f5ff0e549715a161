"""The trained network as ONNX files, in int8, with what decoding needs."""

import json
import shutil
from pathlib import Path
from typing import Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from models.en_quotes.recipe.crf import Chain
from models.en_quotes.recipe.network import WIDTH, Network
from pipeline.quotes.learned.labels import ROLES, TAGS
from pipeline.quotes.learned.network import CONFIG_FILE, ROLES_FILE, TOKENIZER_FILE, WORDS_FILE

OPSET = 17


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
    network = network.eval()
    words, tags = torch.randn(30, WIDTH), torch.randn(30, len(TAGS))
    pieces = torch.randint(1000, 2000, (40,))
    given = {
        WORDS_FILE: (
            _Words(network),
            {"pieces": pieces, "features": torch.zeros(40, 3, dtype=torch.long),
             "first": torch.arange(1, 31)},
            ["words", "tags"],
        ),
        ROLES_FILE: (
            _Roles(network),
            {"words": words, "tags": tags, "starts": torch.tensor([3, 9]),
             "ends": torch.tensor([4, 11])},
            ["roles"],
        ),
    }  # fmt: skip
    free = {
        "pieces": {0: "pieces"}, "features": {0: "pieces"}, "first": {0: "words"},
        "words": {0: "words"}, "tags": {0: "words"}, "starts": {0: "cues"}, "ends": {0: "cues"},
        "roles": {0: "cues"},
    }  # fmt: skip
    for name, (part, inputs, outputs) in given.items():
        file = folder / name
        axes = {k: v for k, v in free.items() if k in inputs or k in outputs}
        torch.onnx.export(
            part, tuple(inputs.values()), str(file), input_names=list(inputs),
            output_names=outputs, dynamic_axes=axes, opset_version=OPSET, dynamo=False,
        )  # fmt: skip
        if int8:
            full = file.with_suffix(".fp32")
            file.replace(full)
            quantize_dynamic(
                full, file, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True,
                extra_options={"DefaultTensorType": 1},
            )  # fmt: skip
            full.unlink()
    shutil.copyfile(tokenizer, folder / TOKENIZER_FILE)
    chains = {"tag_chain": _lists(network.tag_chain), "role_chain": _lists(network.role_chain)}
    config = {**config, "tags": list(TAGS), "roles": list(ROLES), **chains}
    (folder / CONFIG_FILE).write_text(json.dumps(config, indent=1) + "\n", encoding="utf8")


def _lists(chain: Chain) -> dict[str, Any]:
    return {
        "steps": [[round(x, 4) for x in row] for row in chain.transitions().tolist()],
        "begin": [round(x, 4) for x in chain.beginnings().tolist()],
    }
