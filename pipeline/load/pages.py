"""From a text or page to a draft."""

from pipeline.load.article import read_article
from pipeline.load.bylines import clean_byline
from pipeline.load.characters import repair, same_words, squeeze
from pipeline.load.dates import date_in_url, parse_date
from pipeline.load.html_text import Page, read_page
from pipeline.load.languages import language_code
from pipeline.load.markdown import looks_like_markdown, markdown_blocks
from pipeline.load.outcome import Draft
from pipeline.load.paragraphs import Block, plain_blocks
from pipeline.load.settings import LoadSettings
from pipeline.load.urls import host_of

__all__ = ["page_draft", "text_draft"]
