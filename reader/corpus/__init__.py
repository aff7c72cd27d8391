"""From bytes on disk to one immutable table of articles."""
