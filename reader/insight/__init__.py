"""Questions about many articles at once. Plain functions over a Corpus and results; none of them knows a screen."""
