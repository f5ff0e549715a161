"""The labels of the network."""

#: What a word may be in any attribution: the tagger's labels.
TAGS = ("O", "B-cue", "I-cue", "B-source", "I-source", "B-content", "I-content")
#: What a word may be to one cue: the labels of the reader of roles.
ROLES = ("O", "B-source", "I-source", "B-content", "I-content")
#: Names, which the network learns beside attributions.
NAMES = (
    "O", "B-PERSON", "I-PERSON", "B-ORG", "I-ORG", "B-PLACE", "I-PLACE", "B-NORP", "I-NORP",
)  # fmt: skip
#: How many words before and after the beginning of its cue a source or content is looked for.
REACH = 64
