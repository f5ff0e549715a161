"""The trained network: how texts are encoded for it, how it is run, what is made of its scores."""
