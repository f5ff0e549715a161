"""What the network says of a word: its label, and a vector."""

#: The names and quantities of OntoNotes.
KINDS = (
    "PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW",
    "LANGUAGE", "DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL",
)  # fmt: skip
#: What a word may be: outside, or the beginning or the inside of one of them.
LABELS = ("O", *(f"{place}-{kind}" for kind in KINDS for place in "BI"))
#: Numbers in the vector of a word, by which references are found.
REFERENCE = 128
