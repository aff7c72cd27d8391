"""Folders of files of which one article each is damaged: the others are read as they stand, and no loss is silent.

The judge knows the articles, for they were made, or cut from a dump by three lines of its own; it never asks what is
judged.
"""
