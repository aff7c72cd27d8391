"""What lies over the reading screen: what each sheet asks, how it lists the answer, and what a key makes of that."""
