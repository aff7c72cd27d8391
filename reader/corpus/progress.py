"""How far a loading is: counts, pace and the time that is left."""

from dataclasses import dataclass

from reader.wording import _, counted


@dataclass(frozen=True, slots=True)
class LoadProgress:
    """A moment of a loading."""

    files: int
    """Sources that are done."""
    files_total: int
    """Sources in all."""
    articles: int
    """Articles so far."""
    bytes_read: int
    """Of all sources so far, as they lie on disk."""
    bytes_total: int
    """Of all sources, 0 where one has no size."""
    seconds: float
    """Since the loading began."""

    @property
    def megabytes_a_second(self) -> float:
        """The pace, in millions of bytes."""
        return self.bytes_read / 1e6 / max(self.seconds, 0.001)

    @property
    def share(self) -> float | None:
        """How much is done, 0 to 1; None where the whole is not known."""
        return min(self.bytes_read / self.bytes_total, 1.0) if self.bytes_total else None

    @property
    def seconds_left(self) -> float | None:
        """At this pace; None where the whole is not known or nothing is read yet."""
        share = self.share
        return self.seconds * (1 - share) / share if share else None

    def __str__(self) -> str:
        parts = [f"{self.share:.0%}" if self.share is not None else ""]
        if self.files_total > 1:
            parts.append(_("{done} / {all} files").format(done=f"{self.files:,}", all=f"{self.files_total:,}"))
        parts += [
            counted(self.articles, "{count} article", "{count} articles"),
            f"{self.megabytes_a_second:,.0f} MB/s",
        ]
        if self.seconds_left is not None and self.seconds_left >= 1:
            parts.append(_("{seconds} s left").format(seconds=f"{self.seconds_left:,.0f}"))
        return "  ".join(part for part in parts if part)
