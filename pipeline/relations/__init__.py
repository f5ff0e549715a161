"""Stage 5: roles, affiliations, and events between named actors."""

from pipeline.relations.settings import RelationScores, RelationSettings
from pipeline.relations.stage import tag_relations

__all__ = ["RelationScores", "RelationSettings", "tag_relations"]
