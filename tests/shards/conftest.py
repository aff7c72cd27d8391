"""What tests of shards share."""

import pytest

from reader.resources import resource_folder


@pytest.fixture(scope="session")
def samples_path() -> str:
    """The samples that come with the program."""
    return str(resource_folder("sample_data"))
