"""Mail: newsletters, forwarded messages, mailboxes."""

import io
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from pipeline.load.mail import read_mail
from pipeline.load.outcome import Draft, Item, Refused
from pipeline.load.settings import LoadSettings

_SETTINGS = LoadSettings()
_PLAIN = "Talks resumed at the “port”.\n\nNobody else said a word.\n"
_HTML = (
    "<html><body><p>View this email in your browser</p><p>Talks at the port resumed on Friday, the "
    "union said in a statement.</p><p>Nobody else said a word about it – not to reporters.</p>"
    "<p>You are receiving this email because you signed up. Unsubscribe</p></body></html>"
)
_HTML_PARAGRAPHS = [
    "Talks at the port resumed on Friday, the union said in a statement.",
    "Nobody else said a word about it – not to reporters.",
]


def _message(text: str = _PLAIN, **headers: str) -> EmailMessage:
    message = EmailMessage()
    for name, value in {"Subject": "Port talks", "From": "Ana Costa <ana@l.example>"}.items():
        message[name] = headers.pop(name, value)
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message


def _items(data: bytes | EmailMessage, settings: LoadSettings = _SETTINGS) -> list[Item]:
    raw = data if isinstance(data, bytes) else data.as_bytes()
    return list(read_mail(io.BytesIO(raw), settings))


def _content(item: Item) -> Draft:
    assert callable(item.content)
    return item.content()


def _draft(data: bytes | EmailMessage) -> Draft:
    (item,) = _items(data)
    return _content(item)


def test_the_head_of_a_message_tells_about_the_article() -> None:
    date = "Sun, 20 Oct 2024 12:00:00 +0200 (CEST)"
    assert _draft(_message(Date=date, Message_ID="<a1@l.example>")) == Draft(
        paragraphs=["Talks resumed at the “port”.", "Nobody else said a word."],
        title="Port talks",
        authors=["Ana Costa"],
        publisher="l.example",
        published=datetime(2024, 10, 20, 10, tzinfo=UTC),
        doc_id="a1@l.example",
    )


def test_the_sender_of_a_newsletter_is_its_publisher() -> None:
    draft = _draft(_message(From="The Ledger <daily@l.example>", List_Unsubscribe="<x>"))
    assert (draft.authors, draft.publisher) == ([], "The Ledger")


@pytest.mark.parametrize("subject", ["Fwd: Port talks", "RE: FW: Port talks"])
def test_signs_of_forwarding_are_taken_from_the_subject(subject: str) -> None:
    assert _draft(_message(Subject=subject)).title == "Port talks"


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64"])
def test_html_is_preferred_and_its_frame_left_out(encoding: str) -> None:
    message = _message()
    message.add_alternative(_HTML, subtype="html", cte=encoding)
    assert _draft(message).paragraphs == _HTML_PARAGRAPHS


def test_plain_text_is_taken_where_the_html_has_nothing() -> None:
    message = _message()
    message.add_alternative("<html><body><img src='a.png'></body></html>", subtype="html")
    assert _draft(message).paragraphs[0] == "Talks resumed at the “port”."


def test_a_signature_is_left_out() -> None:
    assert _draft(_message("One came.\n\n-- \nAna\n")).paragraphs == ["One came."]


def test_flowed_lines_are_joined() -> None:
    raw = b"Subject: x\nContent-Type: text/plain; format=flowed\n\nOne came \nand left.\n"
    assert _draft(raw).paragraphs == ["One came and left."]


def test_attachments_of_other_kinds_are_ignored() -> None:
    message = _message()
    message.add_attachment(b"x", maintype="image", subtype="png", filename="a.png")
    message.add_attachment("A list.", filename="a.txt")
    assert "A list." not in _draft(message).paragraphs


def test_attached_messages_are_documents() -> None:
    outer = _message("See below.", Subject="Two")
    outer.add_attachment(_message(Subject="One"))
    first, second = _items(outer)
    assert (first.part, second.part) == (None, "attached-1")
    assert [_content(item).title for item in (first, second)] == ["Two", "One"]


def test_a_mailbox_has_several_messages() -> None:
    one, two = (_message(text, Subject=text[:3]) for text in ("One came.", "Two\n\nFrom here."))
    quoted = two.as_bytes().replace(b"\nFrom here", b"\n>From here")
    data = b"From a@b Sun Oct 20\n" + one.as_bytes() + b"\nFrom c@d Sun Oct 20\n" + quoted
    items = _items(data)
    assert [item.part for item in items] == ["message-1", "message-2"]
    assert _content(items[1]).paragraphs == ["From here."]


def test_a_large_message_of_a_mailbox_is_refused_and_the_next_one_read() -> None:
    large = _message("One came. " * 200).as_bytes()
    data = b"From a\n" + large + b"\nFrom b\n" + _message().as_bytes()
    refused, kept = _items(data, LoadSettings(max_bytes=1000))
    assert isinstance(refused.content, Refused)
    assert refused.content.reason == "too_large"
    assert _content(kept).title == "Port talks"


def test_broken_heads_do_not_stop_the_text() -> None:
    head = b"Subject: x\nFrom: <<>>@\nDate: \xff\nContent-Type: text/plain; charset=no\n\n"
    draft = _draft(head + b"A long caf\xe9.\n")
    assert (draft.title, draft.paragraphs, draft.published) == ("x", ["A long café."], None)


def test_a_message_without_text_is_refused() -> None:
    with pytest.raises(Refused, match="no_text: the message has no part that is text"):
        _draft(_message(""))


@pytest.mark.parametrize(
    "data", [b"hello\n\nworld", b"Content-Type: message/rfc822\n\n" * 2000 + b"Subject: x\n\nhi"]
)
def test_what_cannot_be_parsed_is_damaged(data: bytes) -> None:
    with pytest.raises(Refused, match="damaged: no message"):
        _items(data)
