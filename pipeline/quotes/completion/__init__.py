"""What every finder's attributions go through: closed at their marks, joined, none forgotten."""
