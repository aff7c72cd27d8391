"""The command palette's entries: every action of the table of keys, found by its words."""

from textual.command import DiscoveryHit, Hit, Hits, Provider

from reader.ui.keys import ACTIONS


class ActionProvider(Provider):
    """Offers each action by its help sentence."""

    async def discover(self) -> Hits:
        """All actions, before anything is typed."""
        for action in ACTIONS:
            yield DiscoveryHit(action.help, self._run(action.command), help=None)

    async def search(self, query: str) -> Hits:
        """The actions whose sentence fits what is typed."""
        matcher = self.matcher(query)
        for action in ACTIONS:
            if (score := matcher.match(action.help)) > 0:
                yield Hit(score, matcher.highlight(action.help), self._run(action.command))

    def _run(self, command: str):  # type: ignore[no-untyped-def]
        async def run() -> None:
            await self.app.run_action(command, self.screen)

        return run
