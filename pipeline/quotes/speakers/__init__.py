"""From the words for a speaker to who it is: source → antecedent mention → entity."""
