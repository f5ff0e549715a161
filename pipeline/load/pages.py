"""From the text of a file to a draft: plain text, Markdown, HTML."""

from pipeline.load.article import read_article
from pipeline.load.characters import repair, squeeze
from pipeline.load.dates import parse_date
from pipeline.load.fields import fill, one_line, text_of, values_of
from pipeline.load.front_matter import split_front_matter
from pipeline.load.html_text import Page, read_page
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
    dates = (parse_date(squeeze(date), settings) for date in page.dates)
    values = {
        "authors": list(page.authors),
        "publisher": page.publisher,
        "published": next(filter(None, dates), None),
        "url": page.url,
        "language": page.language,
    }
    fill(draft, values, settings)
    return draft


def _title(page: Page) -> str | None:
    """The title of the page; its headline where that is the title without the name of the site."""
    title = one_line(page.title)
    first = page.blocks[0]
    if first.heading in (1, 2) and (title is None or title.startswith(first.lines[0])):
        return first.lines[0]
    return title
