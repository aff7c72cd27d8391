"""A corpus of few subjects for the sheets that compare, and work that goes on until it is stopped."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.dumps import record

WEATHER = "台风今天登陆，沿海的渔船都回港避风。气象台发布台风预警，渔船不得出海。"
FAIR = "博览会今天开幕，各地企业带来新品。博览会的展馆里人山人海，企业忙着签约。"
MATCH = "女排昨晚赢下比赛，教练说队员很努力。比赛打满五局，女排球迷很高兴。"

TEXTS = (
    ("台风登陆", "2024-08-01", WEATHER + "电力公司连夜抢修。"),
    ("台风登陆沿海", "2024-08-02", WEATHER + "电力公司连夜检修。"),
    ("台风再来", "2024-08-03", WEATHER + "电力公司已经抢修。"),
    ("台风走了", "2024-08-09", "台风走了，渔船出海，渔民说今年的台风比往年都早。"),
    ("博览会开幕", "2024-05-01", FAIR),
    ("博览会闭幕", "2024-05-09", "博览会昨天闭幕，企业签下订单，展馆明年再开。"),
    ("女排获胜", "2024-03-01", MATCH),
    ("女排再胜", "2024-03-05", "女排再赢一场比赛，教练和球迷都高兴。"),
)


def dump_of_subjects(folder: Path) -> str:
    """The path of a dump with these articles."""
    path = folder / "subjects.txt"
    records = [
        record(title, f"http://news.example.com/{day}/{number}.html", body)
        for number, (title, day, body) in enumerate(TEXTS)
    ]
    path.write_text("".join(records), encoding="utf-8")
    return str(path)


class Endless:
    """Stands for a long run: says that it is at 34 of 100, and goes on until it is stopped."""

    def __init__(self) -> None:
        self.stopped = threading.Event()
        """Set once it was stopped."""

    def __call__(self, *arguments: Any, progress: Callable[[int, int], None], stopped: Callable[[], bool]) -> None:
        progress(34, 100)
        while not stopped():
            self.stopped.wait(0.005)
        self.stopped.set()
