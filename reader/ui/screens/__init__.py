"""The screens: each decides what happens when its widgets speak."""
