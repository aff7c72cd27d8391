"""Reading: what the reading screen shows and what each event makes of it, computed without a screen."""
