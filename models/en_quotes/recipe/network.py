"""The network: an encoder, a tagger of words, and a reader of roles around each cue.

The encoder is BERT of six layers of 384 (all-MiniLM-L6-v2). Its input embeddings are joined by
those of three features of each word. The tagger gives every word a label of `TAGS`. For each cue
the reader looks again at the words around it, with the cue marked, and gives them labels of
`ROLES`: which are the source and which the content of this cue.
"""

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from models.en_quotes.recipe.crf import NEVER, Chain
from pipeline.quotes.learned.encoding import GAPS, PLACES, SHAPES
from pipeline.quotes.learned.labels import NAMES, REACH, ROLES, TAGS

WIDTH, LAYERS, HEADS, INNER = 384, 6, 12, 1536
ROLE_WIDTH, ROLE_LAYERS, ROLE_HEADS = 192, 2, 4
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


class RoleReader(nn.Module):
    """Labels of the words around a cue: its source, its content."""

    def __init__(self) -> None:
        super().__init__()
        self.word = nn.Linear(WIDTH + len(TAGS), ROLE_WIDTH)
        self.cue = nn.Linear(2 * WIDTH, ROLE_WIDTH)
        self.distance = nn.Embedding(2 * REACH + 1, ROLE_WIDTH)
        self.marked = nn.Parameter(torch.zeros(ROLE_WIDTH))
        self.norm = nn.LayerNorm(ROLE_WIDTH)
        self.layers = nn.ModuleList(
            Layer(ROLE_WIDTH, ROLE_HEADS, 2 * ROLE_WIDTH) for _ in range(ROLE_LAYERS)
        )
        self.dropout = Dropout()
        self.labels = nn.Linear(ROLE_WIDTH, len(ROLES))
        nn.init.normal_(self.distance.weight, std=0.02)

    def forward(
        self, words: Tensor, tags: Tensor, starts: Tensor, ends: Tensor, lows: Tensor, highs: Tensor
    ) -> Tensor:
        """Emissions of the words around cues.

        Args:
            words: (words, 384), vectors of the encoder.
            tags: (words, tags), emissions of the tagger.
            starts: (cues,), the first word of each cue.
            ends: (cues,), after its last word.
            lows: (cues,), the first word of its window.
            highs: (cues,), after the last word of its window.

        Returns:
            (cues, 2 · REACH + 1, roles); the first word of the cue stands in the middle. Places
            outside the window can only be O.
        """
        index = starts.unsqueeze(1) + torch.arange(-REACH, REACH + 1)
        inside = (index >= lows.unsqueeze(1)) & (index < highs.unsqueeze(1))
        index = torch.maximum(torch.minimum(index, highs.unsqueeze(1) - 1), lows.unsqueeze(1))
        seen = self.word(torch.cat([words, tags], dim=1))
        cue = self.cue(torch.cat([words[starts], words[ends - 1]], dim=1))
        marked = (index >= starts.unsqueeze(1)) & (index < ends.unsqueeze(1))
        x = seen[index] + cue.unsqueeze(1) + self.distance.weight
        x = self.dropout(self.norm(x + marked.unsqueeze(2) * self.marked))
        mask = ((~inside).to(x.dtype) * NEVER)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        outside = torch.full((len(ROLES),), NEVER)
        outside[0] = 0.0
        return torch.where(inside.unsqueeze(2), self.labels(x).float(), outside)


class Network(nn.Module):
    """All parts, with the chains of labels and a head for names that only training uses."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.dropout = Dropout()
        self.tags = nn.Linear(WIDTH, len(TAGS))
        self.roles = RoleReader()
        self.names = nn.Linear(WIDTH, len(NAMES))
        self.tag_chain = Chain(TAGS)
        self.role_chain = Chain(ROLES)
