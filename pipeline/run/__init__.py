"""Runs of the whole pipeline: the order of the stages, and the checks of what they made."""
