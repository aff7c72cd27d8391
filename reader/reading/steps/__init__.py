"""Steps: what keys and events make of the state. Each is a function from a state to a state, with effects in it."""
