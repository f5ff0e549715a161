"""Headlines that are quotes: a name, a colon, what it says."""

import re

from pipeline.quotes.attribution import Attribution
from pipeline.quotes.page import Page, trimmed

HEADLINE = re.compile(r"([^:\n\"“]{2,60}): (?=\S)")
#: A first paragraph of more characters, or one that ends as a sentence does, is no headline.
LONGEST = 200
SENTENCE_END = re.compile(r"[.;,][\"”’']?$")
SPEAKERS = frozenset(("PERSON", "ORG", "GPE", "NORP"))


def headline_attribution(page: Page) -> Attribution | None:
    """`Kerry: Assad Must Go`: a name and a colon at the head of an article.

    The name is an entity of the parse that ends at the colon.
    """
    end = page.paragraph_end(0)
    head = page.text[:end].rstrip()
    match = HEADLINE.match(head)
    if match is None or len(head) > LONGEST or SENTENCE_END.search(head):
        return None
    colon = match.end(1)
    names = [e for e in page.doc.ents if e.end_char == colon and e.label_ in SPEAKERS]
    content = trimmed(page, match.end(), len(head))
    if not names or content is None or len(page.text[slice(*content)].split()) < 2:
        return None
    return Attribution(
        content=[content],
        cue=(colon, colon + 1),
        lemma=":",
        act="speech",
        source=(names[0].start_char, colon),
        found_by="headline",
    )
