"""The trained network as the files that the recogniser reads at run time."""

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from models.en_newsroom.names.features import FeatureScorer
from models.en_newsroom.names.network import HIDDEN, Network, PairScorer
from models.encoder.export import WINDOW_AXES, chain_lists, export_part, window
from models.encoder.network import Encoder
from pipeline.encoder.onnx import CONFIG_FILE, TOKENIZER_FILE
from pipeline.ner.learned.labels import LABELS
from pipeline.ner.learned.network import NAMES_FILE
from pipeline.ner.reference.scorer import WEIGHTS_FILE

#: What the scores by features alone count beside those of the network.
SHARE = 0.75


class _Words(nn.Module):
    def __init__(self, network: Network) -> None:
        super().__init__()
        self.encoder: Encoder = network.encoder
        self.labels, self.vectors = network.labels, network.vectors

    def forward(self, pieces: Tensor, features: Tensor, first: Tensor) -> tuple[Tensor, Tensor]:
        words = self.encoder(pieces[None], features[None], first[None], None)[0]
        return self.labels(words), self.vectors(words)


def export(
    network: Network,
    by_features: FeatureScorer,
    folder: Path,
    *,
    tokenizer: Path,
    config: dict[str, Any],
    int8: bool = True,
) -> None:
    """Writes names.onnx, references.npz, tokenizer.json and config.json.

    Args:
        network: trained.
        by_features: trained.
        folder: takes the files.
        tokenizer: tokenizer.json of the encoder.
        config: name and version.
        int8: whether weights are stored, and multiplied, in int8.
    """
    folder.mkdir(parents=True, exist_ok=True)
    export_part(
        _Words(network),
        folder / NAMES_FILE,
        inputs=window(),
        outputs=["emissions", "vectors"],
        axes={**WINDOW_AXES, "emissions": "words", "vectors": "words"},
        int8=int8,
    )
    np.savez(folder / WEIGHTS_FILE, **pair_weights(network.pairs, by_features))
    shutil.copyfile(tokenizer, folder / TOKENIZER_FILE)
    config = {**config, "labels": list(LABELS), "chain": chain_lists(network.chain)}
    (folder / CONFIG_FILE).write_text(json.dumps(config, indent=1) + "\n", encoding="utf8")


def pair_weights(pairs: PairScorer, by_features: FeatureScorer) -> dict[str, np.ndarray]:
    """The weights of both scorers as those of one, by the names under which they are stored.

    Its hidden units are those of both; the units of the second see only features of their own.
    """
    tables = torch.cat([table.weight for table in pairs.features])
    alone = by_features.hidden.weight
    above = torch.cat([pairs.hidden.weight, torch.zeros(HIDDEN, alone.shape[1])], 1)
    below = torch.cat([torch.zeros(len(alone), pairs.hidden.weight.shape[1]), alone], 1)
    weights = {
        "features": torch.cat([tables, by_features.values.weight], 1),
        "hidden_weight": torch.cat([above, below]),
        "hidden_bias": torch.cat([pairs.hidden.bias, by_features.hidden.bias]),
        "out_weight": torch.cat([pairs.out.weight[0], SHARE * by_features.out.weight[0]]),
    }
    return {name: weight.detach().numpy().astype(np.float32) for name, weight in weights.items()}
