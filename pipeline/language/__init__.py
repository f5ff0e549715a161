"""The spaCy pipeline behind the stages: which one is taken, and the parses it gives."""

from pipeline.language.identity import ModelIdentity, identify_model
from pipeline.language.model import LanguageModel
from pipeline.language.quotation import Quotation, find_quotations, quotation_state
from pipeline.language.registry import ModelInfo, available_models, hash_folder, load_model

__all__ = [
    "LanguageModel",
    "ModelIdentity",
    "ModelInfo",
    "Quotation",
    "available_models",
    "find_quotations",
    "hash_folder",
    "identify_model",
    "load_model",
    "quotation_state",
]
