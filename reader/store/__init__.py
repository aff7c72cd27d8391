"""The store: what was read of a corpus, in files of our own that are mapped when it is opened again."""
