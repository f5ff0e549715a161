"""Attributions by rule over quotation marks and parses, for where the trained model is absent."""
