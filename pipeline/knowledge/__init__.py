"""What the stages know beforehand: small, sorted CSV files under ``data`` and their loaders.

The lists are our own. Country codes and official names are those of ISO 3166 (by ``pycountry``),
regions are those of the UN M49 standard. Every loader reads its file once.
"""
