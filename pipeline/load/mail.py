"""Mail: newsletters and forwarded articles, one message or a mailbox of them."""

import re
from collections.abc import Iterator, Mapping
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr
from functools import partial
from typing import BinaryIO

from pipeline.knowledge.agencies import find_agency
from pipeline.limits import TimeLimitExceeded, time_limit
from pipeline.load.characters import repair, squeeze
from pipeline.load.dates import parse_date
from pipeline.load.decode import decode
from pipeline.load.outcome import Draft, Item, Refused
from pipeline.load.records import draft_of
from pipeline.load.settings import LoadSettings
from pipeline.load.streams import read_whole, rewindable

__all__ = ["read_mail"]

_MAILBOX = b"From "
_QUOTED_START = re.compile(rb">+From ")
_REPLY = re.compile(r"(?:(?:re|fwd?|aw|wg|tr)\s{0,2}(?:\[\d{1,3}\])?\s{0,2}:\s{0,5})+", re.I)
_BULK = ("list-id", "list-unsubscribe", "list-post", "feedback-id")
_DESK = re.compile(
    r"(?:no-?_?reply|do-?not-?reply|news|newsletters?|newsdesk|alerts?|briefing|daily|digest|info"
    r"|editors?|email|emails|hello|mail|mailer|contact|press|media|subscriptions?|updates?)\b",
    re.I,
)
_FRAME = re.compile(
    r"\bunsubscribe\b|view (?:this )?(?:e-?mail |newsletter |it )?(?:in|on) (?:your |the |a )?"
    r"(?:web )?(?:browser|online)|view (?:it )?online|having trouble (?:viewing|reading)"
    r"|(?:update|manage) (?:your )?(?:\w+ )?(?:preferences|subscriptions?)"
    r"|you(?:’re|'re| are) receiv(?:ing|ed) this|you received this (?:e-?mail|newsletter|message)"
    r"|this (?:e-?mail|newsletter) was sent to|add us to your address book"
    r"|was this forwarded to you"
    r"|forwarded this (?:e-?mail|newsletter)|^(?:privacy policy|terms of service|view as webpage)",
    re.I,
)
_SIGNATURE = re.compile(r"^-- ?$", re.M)
_MAX_FRAME = 300
_FRAME_HEAD, _FRAME_FOOT = 4, 15
_MIN_SHARE = 0.5
_MAX_SUBJECT = 1000
_FAILURES = (AttributeError, IndexError, KeyError, LookupError, MessageError, TypeError, ValueError)


def read_mail(stream: BinaryIO, settings: LoadSettings) -> Iterator[Item]:
    """Read a message, with those attached to it, or a mailbox of messages (mbox) of any size.

    Args:
        stream: The file; a mailbox begins with "From ".
        settings: The limits.

    Raises:
        Refused: If a message that is the whole file is too large or cannot be parsed.
    """
    head, stream = rewindable(stream, len(_MAILBOX))
    if head != _MAILBOX:
        yield from _message_items(read_whole(stream, settings.max_bytes), None, settings)
        return
    for number, (data, size) in enumerate(_split_mailbox(stream, settings.max_bytes), 1):
        part = f"message-{number}"
        if size > settings.max_bytes:
            detail = f"a message of {size:,} bytes; the limit is {settings.max_bytes:,}"
            yield Item(Refused("too_large", detail), part, size)
            continue
        try:
            yield from _message_items(data, part, settings)
        except Refused as refused:
            yield Item(refused, part, size)


def _split_mailbox(stream: BinaryIO, limit: int) -> Iterator[tuple[bytes, int]]:
    """The messages of a mailbox with their sizes; of one beyond the limit only the size counts."""
    lines: list[bytes] = []
    size = 0
    blank, whole_line = True, True
    started = False
    while line := stream.readline(limit + 1):
        if whole_line and blank and line.startswith(_MAILBOX):
            if started:
                yield b"".join(lines), size
            lines, size, started = [], 0, True
        else:
            size += len(line)
            if size <= limit:
                lines.append(line[1:] if whole_line and _QUOTED_START.match(line) else line)
        blank, whole_line = not line.strip(), line.endswith(b"\n")
    yield b"".join(lines), size


def _message_items(data: bytes, part: str | None, settings: LoadSettings) -> Iterator[Item]:
    """A message, and each that is attached to it."""
    try:
        with time_limit(settings.max_seconds):
            message = _parse(data)
            attached = _attached(message)
            own = any(_body(message, kind) for kind in ("html", "plain"))
    except TimeLimitExceeded as error:
        raise Refused("timeout", f"its parsing took {error}") from None
    except (RecursionError, *_FAILURES) as error:
        raise Refused("damaged", f"no message that can be parsed: {error}") from None
    if own or not attached:
        yield Item(partial(_draft, message, settings), part, len(data))
    for number, inner in enumerate(attached, 1):
        name = f"attached-{number}"
        yield Item(partial(_draft, inner, settings), f"{part}-{name}" if part else name)


def _parse(data: bytes) -> EmailMessage:
    message = BytesParser(policy=policy.default).parsebytes(data)
    if not {name.lower() for name, _ in message.raw_items()} & {
        "from",
        "subject",
        "date",
        "message-id",
        "content-type",
        "mime-version",
    }:
        raise Refused("damaged", "no message: the head of a mail is missing")
    return message


def _attached(message: EmailMessage) -> list[EmailMessage]:
    """The messages within a message, in their order, however they are nested."""
    found: list[EmailMessage] = []
    waiting = [message]
    while waiting:
        node = waiting.pop()
        payload = node.get_payload() if node.is_multipart() else []
        inner = [part for part in payload if isinstance(part, EmailMessage)]
        waiting.extend(reversed(inner))
        if node.get_content_type() == "message/rfc822":
            found.extend(inner)
    return found


def _draft(message: EmailMessage, settings: LoadSettings) -> Draft:
    subject = _REPLY.sub("", _header(message, "subject")[:_MAX_SUBJECT], count=1)
    name, address = parseaddr(_header(message, "from"))
    name, host = name.strip("'\" "), address.rpartition("@")[2].lower()
    bulk = any(header in message for header in _BULK) or _DESK.match(address) is not None
    from_desk = bulk or find_agency(name) is not None
    record = {
        "id": _header(message, "message-id").strip("<> ") or None,
        "title": subject,
        "authors": [] if from_desk or not name else [name],
        "publisher": (name or host) if from_desk else host,
        "published": parse_date(re.sub(r"\s*\([^()]*\)$", "", _header(message, "date")), settings),
        "url": _header(message, "archived-at").strip("<> ") or None,
    }
    draft = _better(message, record, settings)
    _unframe(draft)
    if not draft.paragraphs:
        raise Refused("no_text", "the message has a subject, but no text")
    return draft


def _better(message: EmailMessage, record: Mapping[str, object], settings: LoadSettings) -> Draft:
    """The draft of the HTML, or of the plain text where the HTML gives much less than that."""
    drafts: list[Draft] = []
    refused = Refused("no_text", "the message has no part that is text")
    for kind in ("html", "plain"):
        text = _body(message, kind)
        if text is None:
            continue
        try:
            drafts.append(draft_of({**record, "text": text}, settings))
        except Refused as error:
            refused = error
    if not drafts:
        raise refused
    return drafts[0] if _size(drafts[0]) >= _MIN_SHARE * _size(drafts[-1]) else drafts[-1]


def _size(draft: Draft) -> int:
    """How much text there is in sentences: lists of links do not count."""
    return sum(len(line) for line in draft.paragraphs if " " in line and "://" not in line)


def _header(message: EmailMessage, name: str) -> str:
    """A header as one line; "" if it is missing, or so broken that the parser fails on it."""
    try:
        value = message.get(name, "")
        return squeeze(repair(str(value)).replace("\n", " "))
    except _FAILURES:
        return ""


def _body(message: EmailMessage, kind: str) -> str | None:
    """The text of one kind; of a body in several parts all of them, without attachments."""
    texts = [
        _text(part, html=kind == "html")
        for part in _own_parts(message)
        if part.get_content_type() == f"text/{kind}" and not part.is_attachment()
    ]
    text = "\n\n".join(filter(None, texts))
    if kind == "plain":
        text = _SIGNATURE.split(text, maxsplit=1)[0]
    return text if text.strip() else None


def _own_parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """The parts of a message but those of messages that are attached."""
    waiting = [message]
    while waiting:
        node = waiting.pop()
        inner = node.get_payload() if node.get_content_maintype() == "multipart" else None
        if isinstance(inner, list):
            waiting.extend(child for child in reversed(inner) if isinstance(child, EmailMessage))
        else:
            yield node


def _text(part: EmailMessage, *, html: bool) -> str:
    try:
        data = part.get_payload(decode=True)
        charset = part.get_content_charset()
    except _FAILURES:
        return ""
    if not isinstance(data, bytes) or not data.strip():
        return ""
    try:
        text = decode(data, html=html, charset=charset)
    except Refused:
        return ""
    flowed = part.get_param("format", "") if not html else ""
    return _joined(text) if str(flowed).lower() == "flowed" else text


def _joined(text: str) -> str:
    """The paragraphs of text that is format=flowed: a line that ends in a space goes on."""
    return re.sub(r"(?<!^--) \r?\n(?=\S)", " ", text, flags=re.M)


def _unframe(draft: Draft) -> None:
    """Take from the start and the end what newsletters say about themselves."""
    last = len(draft.paragraphs) - _FRAME_FOOT
    draft.paragraphs = [
        line
        for number, line in enumerate(draft.paragraphs)
        if _FRAME_HEAD <= number < last or len(line) > _MAX_FRAME or not _FRAME.search(line)
    ]
