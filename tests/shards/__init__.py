"""Tests of shards: written, resumed, read, and refused where they are not what they should be."""
