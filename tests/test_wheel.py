"""The built wheel is whole: what is installed finds its styles and samples, and knows nothing of the checkout."""

import importlib.util
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel unpacked, as pip lays it out."""
    folder = tmp_path_factory.mktemp("wheel")
    isolation = ["--no-build-isolation"] if importlib.util.find_spec("hatchling") else []
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", *isolation, "--wheel-dir", str(folder)]
    subprocess.run([*command, str(ROOT)], check=True, env={**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"})
    [wheel] = folder.glob("duwen-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "installed")
    return folder / "installed"


def run(installed: Path, code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run some Python far from the checkout, with the unpacked wheel in front."""
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=installed.parent,
        env={"PYTHONPATH": str(installed), "PATH": os.environ["PATH"], "HOME": str(installed.parent)},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


def test_it_holds_the_package_alone(installed: Path) -> None:
    assert sorted(path.name for path in installed.iterdir() if path.suffix != ".dist-info") == ["reader"]


def test_it_installs_the_command(installed: Path) -> None:
    [entry_points] = installed.glob("*.dist-info/entry_points.txt")
    assert "duwen = reader.entry:main" in entry_points.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["styles", "sample_data"])
def test_it_finds_its_own_resources(installed: Path, name: str) -> None:
    done = run(installed, f"from reader.resources import resource_folder as f; print(f({name!r}))")
    assert done.stdout.strip() == str(installed / "reader" / name)


@pytest.mark.parametrize("folder", ["styles", "styles/themes", "sample_data"])
def test_every_resource_of_the_checkout_is_in_it(installed: Path, folder: str) -> None:
    here = {path.name for path in (ROOT / folder).iterdir()}
    assert {path.name for path in (installed / "reader" / folder).iterdir()} == here


def test_it_speaks_chinese(installed: Path) -> None:
    done = run(installed, "from reader.wording import _, speak; speak('zh'); print(ascii(_('search')))")
    assert done.stdout.strip() == ascii("搜索")


def test_its_samples_can_be_searched(installed: Path) -> None:
    samples = str(installed / "reader" / "sample_data")
    done = run(installed, "from reader.commands import main; main()", "search", "上海", samples)
    assert (done.returncode, done.stderr) == (0, "")
    assert "上海" in done.stdout


def test_its_reader_starts_with_its_styles(installed: Path) -> None:
    code = """
import asyncio
from reader.resources import resource_folder
from reader.ui.app import DuwenApp

async def main():
    app = DuwenApp([str(resource_folder("sample_data"))])
    async with app.run_test(size=(100, 30)) as pilot:
        while app.screen.state.hits is None:
            await pilot.pause(0.01)
        print(app.theme, app.screen.query_one("#top").size.height, app.screen.state.hits is not None)

asyncio.run(main())
"""
    done = run(installed, code)
    assert (done.stdout, done.stderr) == ("duwen-dark 1 True\n", "")
