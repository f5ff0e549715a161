"""From the text of a file to a draft: plain text, Markdown, HTML."""

from pipeline.load.addresses import date_in_url, host_of
from pipeline.load.article import read_article
from pipeline.load.bylines import clean_byline
from pipeline.load.characters import repair, squeeze
from pipeline.load.dates import parse_date
from pipeline.load.html_text import Page, read_page
from pipeline.load.languages import language_code
from pipeline.load.markdown import looks_like_markdown, markdown_blocks
from pipeline.load.outcome import Draft
from pipeline.load.paragraphs import plain_blocks
from pipeline.load.settings import LoadSettings

__all__ = ["page_draft", "text_draft"]


def text_draft(text: str, settings: LoadSettings, *, markdown: bool = False) -> Draft:
    """Make a draft of an article in plain text or Markdown.

    Args:
        text: The text as it was decoded.
        settings: How dates are read.
        markdown: Whether this is Markdown. Plain text that uses its signs loses them as well, but
            its lines are not joined as Markdown joins them.
    """
    head, clean = split_front_matter(repair(text))
    marked = markdown or looks_like_markdown(clean)
    if marked:
        blocks = markdown_blocks(clean, flowing=markdown and "\n\n" in clean)
    else:
        blocks = plain_blocks(clean)
    values = values_of(head)
    title = one_line(text_of(values.get("title")))
    draft = read_article(blocks, settings, title=title)
    fill(draft, values, settings)
    return draft


def page_draft(text: str, settings: LoadSettings) -> Draft:
    """Make a draft of an HTML page, or of a text without any tag that is called one.

    Raises:
        Refused: With the reason ``no_text`` if the page has no text.
    """
    if "<" not in text:
        return text_draft(text, settings)
    page = read_page(text)
    draft = read_article(page.blocks, settings, title=_title(page))
    byline = clean_byline([repair(name) for name in page.authors])
    dates = (parse_date(squeeze(date), settings) for date in page.dates)
    draft.authors = list(byline.authors) or draft.authors
    draft.agency = byline.agency or draft.agency
    draft.published = next(filter(None, dates), None) or draft.published
    draft.url = _line(page.url) or draft.url
    draft.publisher = _line(page.publisher) or draft.publisher
    draft.language = language_code(page.language) if page.language else None
    return with_address(draft)


def _title(page: Page) -> str | None:
    """The title of the page; its headline where that is the title without the name of the site."""
    title = _line(page.title)
    first = page.blocks[0]
    if first.heading in (1, 2) and (title is None or title.startswith(first.lines[0])):
        return first.lines[0]
    return title


def _line(text: str | None) -> str | None:
    return squeeze(repair(text).replace("\n", " ")) or None if text else None


def _with_address(draft: Draft) -> Draft:
    """Fill what nothing but the address tells."""
    draft.publisher = draft.publisher or host_of(draft.url)
    draft.published = draft.published or date_in_url(draft.url)
    return draft
