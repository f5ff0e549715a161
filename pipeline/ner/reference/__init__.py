"""What pronouns and descriptions refer to: features of pairs, their scores, and the decisions."""
