"""A sentence as a dependency tree that can be restructured."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass
class Token:
    """One word of a sentence; ``head`` is an index into the sentence, -1 for the root."""

    i: int
    text: str
    lemma: str
    pos: str
    tag: str
    head: int
    dep: str
    space: bool = True


class Tree:
    """A sentence that is being converted."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens

    def __getitem__(self, i: int) -> Token:
        return self.tokens[i]

    def children(self, i: int, *deps: str) -> list[Token]:
        """The dependents of a token in surface order, of the given labels where there are any."""
        return [t for t in self.tokens if t.head == i and (not deps or t.dep in deps)]

    def replace(self, old: int, new: int, dep: str) -> None:
        """Puts ``new`` where ``old`` hangs in the tree, and ``old`` under it as ``dep``."""
        a, b = self.tokens[old], self.tokens[new]
        b.head, b.dep = a.head, a.dep
        a.head, a.dep = new, dep

    def move(self, tokens: Iterable[Token], head: int) -> None:
        """Hangs tokens on another head, which itself stays where it is."""
        for token in tokens:
            if token.i != head:
                token.head = head
