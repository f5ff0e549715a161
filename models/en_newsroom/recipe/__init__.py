"""How the bundled model is made: fetch, convert, train, assemble, evaluate."""
