"""The trained recogniser of names: its labels, the network, the spaCy component."""
