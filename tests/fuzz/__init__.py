"""Random and mutated inputs, each made from its number alone, so that a number repeats it. See `make fuzz`."""
