"""The encoder: BERT of six layers of 384 (all-MiniLM-L6-v2) that gives a vector for each word.

Its input embeddings are joined by those of three features of each word.
"""

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from pipeline.encoder.words import GAPS, PLACES, SHAPES

WIDTH, LAYERS, HEADS, INNER = 384, 6, 12, 1536
FEATURES = (len(SHAPES), len(GAPS), len(PLACES))
DROPOUT = 0.1


class Dropout(nn.Module):
    """Leaves out the same features of all words of a text, other ones in each text."""

    def forward(self, x: Tensor) -> Tensor:
        """x: (batch, words, width)."""
        if not self.training:
            return x
        kept = torch.rand(x.shape[0], 1, x.shape[2]) >= DROPOUT
        return x * (kept / (1 - DROPOUT)).to(x.dtype)


class Layer(nn.Module):
    """A layer of a transformer, normalised after each part, as in BERT."""

    def __init__(self, width: int, heads: int, inner: int) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm_attention = nn.LayerNorm(width)
        self.norm_output = nn.LayerNorm(width)
        self.dropout = Dropout()

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """x: (batch, words, width); mask: added to the attention, or none."""
        batch, length, width = x.shape
        size = width // self.heads
        qkv = self.qkv(x).view(batch, length, 3, self.heads, size).permute(2, 0, 3, 1, 4)
        if torch.onnx.is_in_onnx_export():
            scores = qkv[0] @ qkv[1].transpose(-1, -2) * size**-0.5
            if mask is not None:
                scores = scores + mask
            y = torch.softmax(scores, -1) @ qkv[2]
        else:
            y = functional.scaled_dot_product_attention(qkv[0], qkv[1], qkv[2], mask)
        y = y.transpose(1, 2).reshape(batch, length, width)
        x = self.norm_attention(x + self.dropout(self.out(y)))
        return self.norm_output(x + self.dropout(self.down(functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Word pieces to vectors of words."""

    def __init__(self, vocabulary: int = 30522, positions: int = 512) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, WIDTH)
        self.positions = nn.Embedding(positions, WIDTH)
        self.features = nn.ModuleList(nn.Embedding(n, WIDTH) for n in FEATURES)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = Dropout()
        self.layers = nn.ModuleList(Layer(WIDTH, HEADS, INNER) for _ in range(LAYERS))
        for embedding in self.features:
            nn.init.normal_(embedding.weight, std=0.02)

    def forward(
        self, pieces: Tensor, features: Tensor, first: Tensor, mask: Tensor | None
    ) -> Tensor:
        """Pieces (batch, pieces), features (batch, pieces, 3), first (batch, words)."""
        x = self.words(pieces) + self.positions.weight[: pieces.shape[1]]
        for k, embedding in enumerate(self.features):
            x = x + embedding(features[:, :, k])
        x = self.dropout(self.norm(x))
        for layer in self.layers:
            x = layer(x, mask)
        return torch.gather(x, 1, first.unsqueeze(2).expand(-1, -1, WIDTH))

    def start_from(self, folder: Path) -> None:
        """Takes the weights of a pretrained BERT of this size."""
        given = load_file(folder / "model.safetensors")
        self.words.weight.data.copy_(given["embeddings.word_embeddings.weight"])
        kind = given["embeddings.token_type_embeddings.weight"][0]
        self.positions.weight.data.copy_(given["embeddings.position_embeddings.weight"] + kind)
        _take(self.norm, given, "embeddings.LayerNorm")
        for i, layer in enumerate(self.layers):
            at = f"encoder.layer.{i}."
            parts = [f"{at}attention.self.{name}" for name in ("query", "key", "value")]
            layer.qkv.weight.data.copy_(torch.cat([given[p + ".weight"] for p in parts]))
            layer.qkv.bias.data.copy_(torch.cat([given[p + ".bias"] for p in parts]))
            _take(layer.out, given, at + "attention.output.dense")
            _take(layer.norm_attention, given, at + "attention.output.LayerNorm")
            _take(layer.up, given, at + "intermediate.dense")
            _take(layer.down, given, at + "output.dense")
            _take(layer.norm_output, given, at + "output.LayerNorm")


def _take(module: nn.Module, given: dict[str, Tensor], name: str) -> None:
    module.weight.data.copy_(given[name + ".weight"])
    module.bias.data.copy_(given[name + ".bias"])
