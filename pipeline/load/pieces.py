"""Cut a large file of lines into pieces that several workers can read."""

from pipeline.load.compression import is_compressed, unpacked_name
from pipeline.load.decode import utf16_or_32
from pipeline.load.formats import format_of_name
from pipeline.load.inputs import InputFile, open_file, size_of
from pipeline.load.outcome import Refused

__all__ = ["cut_file"]

_BLOCK = 1 << 20
_HEAD = 65_536


def cut_file(file: InputFile, *, size: int) -> list[InputFile]:
    """Cut a file of lines where lines end; the same file always gives the same pieces.

    Records keep the names that they have in the whole file. The file is read once, for the number
    of its lines.

    Args:
        file: The file.
        size: Length of a piece, in bytes; each goes on to the end of its last line.

    Returns:
        The pieces in their order; the file itself if it is small, compressed, no .jsonl, in an
        encoding of two or four bytes, or cannot be read.
    """
    if file.path is None or file.end is not None or not _is_lines(file.name):
        return [file]
    length = size_of(file)
    if length is None or length < 2 * size:
        return [file]
    try:
        return _cut(file, length, size)
    except (OSError, Refused):
        return [file]


def _is_lines(name: str) -> bool:
    return format_of_name(name) == "jsonl" and unpacked_name(name) == name


def _cut(file: InputFile, length: int, size: int) -> list[InputFile]:
    pieces: list[InputFile] = []
    with open_file(file) as stream:
        head = stream.read(_HEAD)
        if is_compressed(head) or utf16_or_32(head):
            return [file]
        stream.seek(0)
        start = position = lines = 0
        first_line = 1
        wanted = size
        while block := stream.read(_BLOCK):
            seen = 0  # how much of the block is counted
            while wanted < length and (end := _line_end(block, wanted - position)) is not None:
                lines += block.count(b"\n", seen, end)
                seen = end
                pieces.append(file.piece(start, position + end, first_line))
                start, first_line = position + end, lines + 1
                wanted = start + size
            lines += block.count(b"\n", seen)
            position += len(block)
    if start < position or not pieces:
        pieces.append(file.piece(start, position, first_line))
    return pieces


def _line_end(block: bytes, least: int) -> int | None:
    """Where the first line ends that reaches so far into the block; None if it goes on."""
    if least > len(block):
        return None
    # The line that ends just before `least` counts: the next one begins there.
    found = block.find(b"\n", max(least - 1, 0))
    return None if found < 0 else found + 1
