"""The same questions asked of a cluster: Dask, an extra. Nothing of it is imported unless a cluster is named."""
