"""What is told of an attribution beside its words: lemma, act, addressee, occasion."""
