"""The table of speeds: `make bench`, or `make bench ARGS="dump.txt"`. A missed goal is told, it is no failure."""
