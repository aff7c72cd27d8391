"""Unpacking: from one opened source to the streams in it, through compressions and archives, writing nothing anywhere.

What a stream is, its first bytes tell, not its name. Everything inside is untrusted: names are only ever shown, sizes
are believed only for bytes that come, and damage ends a stream early with words for it instead of an exception.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from tarfile import TarInfo
from typing import IO, Final

from reader.article import Problem
from reader.corpus import zips
from reader.corpus.archive_names import is_hidden, name_of
from reader.corpus.compressions import Expand, Tally, compression_of, without_suffix
from reader.corpus.encoding import Readable
from reader.corpus.layers import ARCHIVE, COMPRESSED, FAILURES, Guard, Layer, Limits, excessive, too_large
from reader.corpus.sources import CountedFile, shown
from reader.corpus.streams import PeekedStream
from reader.corpus.tars import Tar, is_tar, raw_name
from reader.progress import Stopped, never
from reader.wording import _

DEEPEST: Final = 3
"""Archives within archives, and compressions of a compression, that are opened."""

_FOREIGN = {
    re.compile(rb"7z\xbc\xaf\x27\x1c"): "7-Zip",
    re.compile(rb"Rar!\x1a\x07"): "RAR",
    re.compile(rb"\x1f[\x9d\xa0]"): "compress",
    re.compile(rb"LZIP\x01"): "lzip",
    re.compile(rb"\x04\x22\x4d\x18"): "LZ4",
}
"""First bytes of what is known and not opened."""


@dataclass(frozen=True, slots=True)
class Member:
    """A stream of a source that is neither compressed nor an archive any more."""

    path: str
    """How it is named to people, such as `news.zip/2018/a.txt`."""
    name: str
    """Its file name without the suffix of a compression, as the archive has it."""
    stream: PeekedStream
    """To be read before the next member is asked for."""
    layers: tuple[CountedFile | Layer, ...]
    """What it comes through, the source first."""

    @property
    def failure(self) -> str | None:
        """Why it ended early; None where what was read of it did not."""
        return _first_failure(self.layers)


def unpack(
    file: CountedFile, path: str, stopped: Stopped = never, limits: Limits | None = None
) -> Iterator[Member | Problem]:
    """The streams in an opened source: members of a zip in name order, of a tar in its own.

    What cannot be opened is a Problem and the rest goes on. Raises Cancelled soon after `stopped` says so.
    """
    name = without_suffix(path.rpartition("/")[2])
    yield from _unpack(file, _Nesting(shown(path), name, (file,)), Guard(file, stopped, limits or Limits()))


@dataclass(frozen=True, slots=True)
class _Nesting:
    """Where in the nesting a stream was met."""

    path: str
    name: str
    layers: tuple[CountedFile | Layer, ...]
    archives: int = 0
    compressions: int = 0

    @property
    def failure(self) -> str | None:
        return _first_failure(self.layers)

    def within(self, layer: Layer) -> "_Nesting":
        """The place of what a layer gives."""
        return replace(self, layers=(*self.layers, layer))

    def member(self, name: str) -> "_Nesting":
        """The place of a member of this archive."""
        path, last = f"{self.path}/{shown(name)}", name.rpartition("/")[2]
        return replace(self, path=path, name=without_suffix(last), archives=self.archives + 1, compressions=0)

    def problem(self, reason: str) -> Problem:
        """What is wrong here, unless something beneath is."""
        return Problem(self.path, 0, self.failure or reason)


def _unpack(stream: Readable, place: _Nesting, guard: Guard) -> Iterator[Member | Problem]:
    peeked = PeekedStream(stream)
    expand = compression_of(peeked.head)
    if expand is not None:
        yield from _decompress(peeked, expand, place, guard)
    elif zips.is_zip(peeked.head) or is_tar(peeked.head):
        if place.archives == DEEPEST:
            yield place.problem(_("archives nested more than {most} deep are not opened").format(most=DEEPEST))
            return
        yield from (_unzip if zips.is_zip(peeked.head) else _untar)(peeked, place, guard)
    elif packer := next((packer for mark, packer in _FOREIGN.items() if mark.match(peeked.head)), None):
        yield place.problem(_("packed by {packer}, which cannot be read: unpack it first").format(packer=packer))
    else:
        yield Member(place.path, place.name, peeked, place.layers)


def _decompress(stream: PeekedStream, expand: Expand, place: _Nesting, guard: Guard) -> Iterator[Member | Problem]:
    if place.compressions == DEEPEST:
        yield place.problem(_("compressed more than {most} times over").format(most=DEEPEST))
        return
    tally = Tally(stream)
    limit = guard.limits.member if place.archives else None
    layer = Layer(expand(tally), guard, COMPRESSED, lambda: tally.count, limit)
    yield from _unpack(layer, replace(place.within(layer), compressions=place.compressions + 1), guard)


def _unzip(stream: PeekedStream, place: _Nesting, guard: Guard) -> Iterator[Member | Problem]:
    file = guard.file if guard.file.is_regular and len(place.layers) == 1 else None
    try:
        with zips.seekable(file, stream, guard.limits.member) as seekable:
            yield from _members_of_zip(seekable, place, guard)
    except zips.TooLarge:
        yield place.problem(too_large())
    except FAILURES as error:
        yield place.problem(ARCHIVE.of(error))


def _members_of_zip(archive: IO[bytes], place: _Nesting, guard: Guard) -> Iterator[Member | Problem]:
    members = zips.members(archive)
    if zips.is_office_document(members):
        yield place.problem(_("an Office document, not an archive of texts"))
        return
    members = [member for member in members if not member.is_folder and not is_hidden(member.raw)]
    for member in members:
        yield from _member_of_zip(archive, member, place.member(member.name), guard)
        if guard.is_exhausted:
            yield place.problem(excessive())
            return
    if not members:
        yield place.problem(_("the archive holds no file"))


def _member_of_zip(
    archive: IO[bytes], member: zips.ZipMember, place: _Nesting, guard: Guard
) -> Iterator[Member | Problem]:
    info = member.info
    if member.is_encrypted:
        yield place.problem(_("is encrypted"))
    elif info.file_size > guard.limits.member:
        yield place.problem(too_large())
    else:
        pieces = zips.pieces(archive, info)
        layer = Layer(pieces, guard, COMPRESSED, lambda: info.compress_size, guard.limits.member)
        yield from _unpack(layer, place.within(layer), guard)


def _untar(stream: PeekedStream, place: _Nesting, guard: Guard) -> Iterator[Member | Problem]:
    tar, empty = Tar(stream), True
    try:
        while (info := tar.next()) is not None:
            raw = raw_name(info)
            if not info.isreg() or is_hidden(raw):
                continue
            empty = False
            yield from _member_of_tar(tar, info, place.member(name_of(raw)), guard)
            if tar.ended_early or place.failure is not None:
                return
    except FAILURES as error:
        yield place.problem(ARCHIVE.of(error))
        return
    if empty or place.failure is not None:
        yield place.problem(_("the archive holds no file"))


def _member_of_tar(tar: Tar, info: TarInfo, place: _Nesting, guard: Guard) -> Iterator[Member | Problem]:
    if info.size > guard.limits.member:
        yield place.problem(too_large())
    else:
        consumed = (lambda: info.size) if info.issparse() else None
        layer = Layer(tar.pieces(info), guard, ARCHIVE, consumed, guard.limits.member)
        yield from _unpack(layer, place.within(layer), guard)


def _first_failure(layers: tuple[CountedFile | Layer, ...]) -> str | None:
    return next((layer.failure for layer in layers if layer.failure is not None), None)
