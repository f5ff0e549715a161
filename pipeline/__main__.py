"""``python -m pipeline`` does what the command ``pipeline`` does."""

from pipeline.cli import main

if __name__ == "__main__":
    main()
