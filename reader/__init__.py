"""duwen 读文: a terminal reader for corpora of articles."""

__version__ = "0.1.0"
