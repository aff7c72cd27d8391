"""What is particular to Chinese text: equal characters, words, line breaking."""
