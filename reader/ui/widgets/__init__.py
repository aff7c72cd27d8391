"""The widgets: each shows one thing and says what happened to it."""
