"""The rules as a finder, for where the trained model is absent."""

from pipeline.language import Quotation
from pipeline.quotes.attribution import Attribution, Span
from pipeline.quotes.page import Page
from pipeline.quotes.rules.according import according_attributions
from pipeline.quotes.rules.clauses import clause_attributions
from pipeline.quotes.rules.tags import (
    announced_attributions,
    signed_attributions,
    tag_attributions,
)


class RuleFinder:
    """Attributions by rules over quotation marks and dependency parses.

    Speech tags beside quotations, clauses and infinitives under verbs of attribution, `according
    to`.
    """

    def __call__(self, page: Page) -> list[Attribution]:
        """The attributions of a page."""
        used: set[Quotation] = set()
        taken: set[int] = set()
        found = list(tag_attributions(page, used, taken))
        found += list(announced_attributions(page, used))
        found += list(signed_attributions(page, used))
        clauses = list(clause_attributions(page, taken))
        found += [a for a in according_attributions(page) if not _reports_tag(a, clauses)]
        return found + clauses

    def inside(self, page: Page, region: Span) -> list[Attribution]:
        """None: the rules take what stands in quotation marks as it is."""
        return []


def _reports_tag(according: Attribution, clauses: list[Attribution]) -> bool:
    """`…, X said, according to Y`: the words are X's, Y only passes them on."""
    start, end = according.content[0]
    return any(
        a.cue is not None and a.content[0][1] <= a.cue[0] and start <= a.start and a.cue[1] <= end
        for a in clauses
    )
