"""What tests of the cluster share."""

from pathlib import Path

import pytest

from tests.soak.corpus import mixed


@pytest.fixture(scope="session")
def mixed_dump(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dump of articles that are mixed of the samples."""
    return mixed(tmp_path_factory.mktemp("mixed") / "news.txt", 400, 0)
