"""Trained networks as ONNX files, in int8."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from models.encoder.crf import Chain

OPSET = 17
#: What the encoder takes for one window, with the axis that is free: a batch of its own.
WINDOW_AXES = {"pieces": "pieces", "features": "pieces", "first": "words"}


def window() -> dict[str, Tensor]:
    """The input of an encoder for some window."""
    return {
        "pieces": torch.randint(1000, 2000, (40,)),
        "features": torch.zeros(40, 3, dtype=torch.long),
        "first": torch.arange(1, 31),
    }


def export_part(
    part: nn.Module,
    file: Path,
    *,
    inputs: Mapping[str, Tensor],
    outputs: Sequence[str],
    axes: Mapping[str, str],
    int8: bool = True,
) -> None:
    """Writes a network, or a part of one, that takes one window.

    Args:
        part: takes the inputs in their order, gives the outputs in theirs.
        file: takes it.
        inputs: examples by name.
        outputs: names.
        axes: what the first axis of each input and output counts, by name: those that count the
            same are of one length.
        int8: whether weights are stored, and multiplied, in int8.
    """
    torch.onnx.export(
        part.eval(), tuple(inputs.values()), str(file), input_names=list(inputs),
        output_names=list(outputs), opset_version=OPSET, dynamo=False,
        dynamic_axes={name: {0: axis} for name, axis in axes.items()},
    )  # fmt: skip
    if int8:
        full = file.with_suffix(".fp32")
        file.replace(full)
        quantize_dynamic(
            full, file, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True,
            extra_options={"DefaultTensorType": 1},
        )  # fmt: skip
        full.unlink()


def chain_lists(chain: Chain) -> dict[str, Any]:
    """A chain as `pipeline.encoder.chains.Chain.of` takes it."""
    return {
        "steps": [[round(x, 4) for x in row] for row in chain.transitions().tolist()],
        "begin": [round(x, 4) for x in chain.beginnings().tolist()],
    }
