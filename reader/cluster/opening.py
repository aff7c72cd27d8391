"""Opening a corpus on a cluster: its manifest is read here, its shards by the workers."""

import os

from reader.cluster.connection import Connection
from reader.cluster.corpus import ClusterCorpus
from reader.corpus.options import Cluster
from reader.corpus.questions import Size
from reader.errors import Incomplete
from reader.progress import Progress, silent
from reader.shards import manifest


def reached(location: str, cluster: Cluster) -> ClusterCorpus:
    """The corpus of a manifest; workers read its shards once they are asked. Raises SourceError and ClusterError."""
    place, made = manifest.read(location)
    connection = Connection(cluster.address, cluster.certificates, is_trusted=cluster.is_trusted)
    return ClusterCorpus(connection, made, _as_workers_reach_it(place.location))


def opened(location: str, cluster: Cluster, progress: Progress = silent) -> ClusterCorpus:
    """The same, all of its shards held by workers; what cannot be had is missing.

    `progress` tells how many shards are held. Raises SourceError and ClusterError.
    """
    corpus = reached(location, cluster)
    try:
        corpus.ask(Size(), progress=progress)
    except Incomplete as error:
        corpus = corpus.without(error.reasons)
    return corpus


def _as_workers_reach_it(location: str) -> str:
    """A path from the root, which all share; a URL as it is."""
    return location if "://" in location else os.path.abspath(location)
