"""The chain of labels that the network is trained with."""

from itertools import pairwise, product

import pytest

torch = pytest.importorskip("torch", reason="training needs the extra 'train'")

from models.encoder.crf import Chain, forbidden  # noqa: E402
from pipeline.quotes.learned.labels import ROLES, TAGS  # noqa: E402

LABELS = ("O", "B-x", "I-x", "B-y")


@pytest.fixture
def chain() -> Chain:
    torch.manual_seed(3)
    made = Chain(LABELS)
    torch.nn.init.normal_(made.steps)
    torch.nn.init.normal_(made.begin)
    return made


def score(chain: Chain, emissions: torch.Tensor, path: tuple[int, ...]) -> torch.Tensor:
    steps = sum((chain.transitions()[a, b] for a, b in pairwise(path)), torch.zeros(()))
    words = sum((emissions[t, k] for t, k in enumerate(path)), torch.zeros(()))
    return chain.beginnings()[path[0]] + words + steps


@pytest.mark.parametrize("length", [1, 2, 4])
def test_the_loss_is_that_of_all_sequences(chain: Chain, length: int) -> None:
    emissions = torch.randn(1, length, len(LABELS))
    for path in [(1, 2, 2, 0), (0, 3, 0, 1)]:
        path = path[:length]
        every = [
            score(chain, emissions[0], other)
            for other in product(range(len(LABELS)), repeat=length)
        ]
        expected = torch.logsumexp(torch.stack(every), 0) - score(chain, emissions[0], path)
        loss = chain.loss(emissions, torch.tensor([path]))
        assert loss.tolist() == pytest.approx([expected.item()], abs=1e-4)


def test_what_is_masked_does_not_count(chain: Chain) -> None:
    emissions = torch.randn(2, 5, len(LABELS))
    labels = torch.tensor([[1, 2, 0, 0, 0], [0, 1, 2, 2, 0]])
    mask = torch.tensor([[True, True, True, False, False], [True] * 5])
    loss = chain.loss(emissions, labels, mask)
    alone = [
        chain.loss(emissions[:1, :3], labels[:1, :3]).item(),
        chain.loss(emissions[1:], labels[1:]).item(),
    ]
    assert loss.tolist() == pytest.approx(alone, abs=1e-4)


@pytest.mark.parametrize("labels", [TAGS, ROLES])
def test_a_span_has_a_beginning(labels: tuple[str, ...]) -> None:
    steps, begins = forbidden(labels)
    assert {labels[i] for i in begins} == {name for name in labels if name[0] == "I"}
    for a, b in product(range(len(labels)), repeat=2):
        same = labels[a] != "O" and labels[a][2:] == labels[b][2:]
        assert ((a, b) in steps) == (labels[b][0] == "I" and not same)


def test_what_cannot_be_is_never_worth_it(chain: Chain) -> None:
    emissions = torch.zeros(1, 3, len(LABELS))
    emissions[0, :, 2] = 50
    assert chain.loss(emissions, torch.tensor([[0, 2, 2]])).item() > 9000
    assert chain.loss(emissions, torch.tensor([[2, 2, 2]])).item() > 9000
    assert chain.loss(emissions, torch.tensor([[1, 2, 2]])).item() < 50
