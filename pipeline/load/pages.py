"""From the text of a file to a draft: plain text, Markdown, HTML."""

from pipeline.load.article import read_article
from pipeline.load.characters import repair
from pipeline.load.fields import fill, one_line, text_of, values_of
from pipeline.load.front_matter import split_front_matter
from pipeline.load.html_text import read_page
from pipeline.load.markdown import looks_like_markdown, markdown_blocks
from pipeline.load.outcome import Draft
from pipeline.load.page_fields import page_title, page_values
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
    values = values_of(head, settings)
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
    title, blocks = page_title(page.metadata, page.blocks)
    draft = read_article(blocks, settings, title=title)
    fill(draft, page_values(page.metadata, settings), settings)
    return draft
