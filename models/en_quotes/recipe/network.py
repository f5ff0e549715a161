"""The network: an encoder, a tagger of words, and a reader of roles around each cue.

The tagger gives every word a label of `TAGS`. For each cue the reader looks again at the words
around it, with the cue marked, and gives them labels of `ROLES`: which are the source and which the
content of this cue.
"""

import torch
from torch import Tensor, nn

from models.encoder.crf import NEVER, Chain
from models.encoder.network import WIDTH, Dropout, Encoder, Layer
from pipeline.quotes.learned.labels import NAMES, REACH, ROLES, TAGS

ROLE_WIDTH, ROLE_LAYERS, ROLE_HEADS = 192, 2, 4


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
