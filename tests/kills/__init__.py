"""A reader that marks is killed at random moments: nothing that it called kept may be gone. `make kills`."""
