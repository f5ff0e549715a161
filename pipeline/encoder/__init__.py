"""What the learned parts share: texts as windows of words, how they are read, chains of labels."""
