"""Tests of the cluster: in this process with faults that are made, and with real processes that are killed."""
