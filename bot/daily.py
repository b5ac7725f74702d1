"""Post the daily questions: sleep to the next that is due, claim it, send it, note that it was sent."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from bot.conversation.cards import Card
from bot.conversation.daily_post import choose_daily, daily_card, switched_off_card
from bot.conversation.interviewer import Interviewer
from bot.conversation.memory import MemoryUnavailableError
from bot.conversation.origin import Identity, Place
from bot.metrics import DAILY_POSTS, Outcome
from bot.store.channels import Claim, DailyPosts, DueChannel, scope_of_post

SENDERS = 20
"""Posts on their way at a time."""
LONGEST_SLEEP = timedelta(minutes=1)
"""By then a channel that another replica has set up is seen."""
SEND_TIMEOUT_S = 60.0
"""Less than the lease of a claim."""

log = structlog.get_logger()


class RefusedError(Exception):
    """The channel is gone, or the bot may not write there: trying again soon is no use."""


class UndeliveredError(Exception):
    """The message did not get through this time."""


class Postman(Protocol):
    """One platform's way to a channel or to somebody."""

    async def post(self, place: Place, card: Card, nonce: str) -> str:
        """Send a card to a channel, once for each nonce, and return the message's id. Raises RefusedError, UndeliveredError."""

    async def has_posted(self, place: Place, card: Card) -> bool | None:
        """Return whether that very post is there (its buttons' scope says which); None if nobody can tell. Raises as `post`."""

    async def tell(self, identity: Identity, card: Card) -> None:
        """Send a card to somebody privately, if they can be reached."""


class DailyPoster:
    """Posts what is due. `now` is the clock; `sleep` waits for some seconds, or less if `wake` is called meanwhile."""

    def __init__(
        self,
        interviewer: Interviewer,
        posts: DailyPosts,
        postmen: Mapping[str, Postman],
        now: Callable[[], datetime],
        prune: Callable[[datetime], Awaitable[None]],
    ) -> None:
        self._interviewer = interviewer
        self._posts = posts
        self._postmen = postmen
        self._now = now
        self._prune = prune
        self._pruned: datetime | None = None
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """Look again what is due: something has been set."""
        self._woken.set()

    async def run(self) -> None:
        """Post for as long as the program runs."""
        while True:
            try:
                await self.post_due()
                await self._prune_daily()
                wait_s = await self._wait_s()
            except MemoryUnavailableError as error:
                log.warning("daily posts wait for the database", reason=str(error))
                wait_s = LONGEST_SLEEP.total_seconds()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), wait_s)
            self._woken.clear()

    async def post_due(self) -> None:
        """Send everything that is due now, and what was claimed and perhaps not sent. Raises MemoryUnavailableError."""
        await self._send_all(await self._posts.take_unsent(self._now()))
        while due := await self._posts.due(self._now()):
            chosen = [(channel, item_id) for channel in due if (item_id := self._choose(channel)) is not None]
            if not chosen:
                return  # A bank without questions: there is nothing to post, today or ever.
            await self._send_all(await self._posts.claim(chosen, self._now()))

    def _choose(self, channel: DueChannel) -> str | None:
        seed = channel.id * 1_000_003 + channel.day.toordinal()
        last = channel.last.item_id if channel.last is not None else None
        # A channel whose topic has no questions left is asked about everything.
        of_topic = choose_daily(self._interviewer, channel.settings.topic, channel.asked, last, seed)
        return of_topic or choose_daily(self._interviewer, None, channel.asked, last, seed)

    async def _send_all(self, claims: Sequence[Claim]) -> None:
        gate = asyncio.Semaphore(SENDERS)

        async def send(claim: Claim) -> tuple[Claim, str] | None:
            async with gate:
                return await self._send(claim)

        sent = await asyncio.gather(*(send(claim) for claim in claims))
        await self._posts.posted([done for done in sent if done is not None])

    async def _send(self, claim: Claim) -> tuple[Claim, str] | None:
        """Send one post, and return it with its message's id; None if it did not get through."""
        postman = self._postmen[claim.place.platform]
        nonce = f"daily-{claim.post_id}"
        try:
            async with asyncio.timeout(SEND_TIMEOUT_S):
                # Where nobody can say whether it was sent, it was: a day without a question is better than one asked twice.
                card = self._card(claim)
                if claim.is_retry and await postman.has_posted(claim.place, card) is not False:
                    return claim, ""
                message = await postman.post(claim.place, card, nonce)
        except RefusedError:
            DAILY_POSTS.labels(Outcome.REFUSED).inc()
            await self._refused(claim, postman)
        except (UndeliveredError, TimeoutError):
            DAILY_POSTS.labels(Outcome.UNDELIVERED).inc()
            await self._posts.try_again_later(claim, self._now())
        else:
            DAILY_POSTS.labels(Outcome.POSTED).inc()
            return claim, message
        return None

    async def _refused(self, claim: Claim, postman: Postman) -> None:
        whom = await self._posts.refused(claim, self._now())
        log.info("a daily post was refused", platform=claim.place.platform, is_switched_off=whom is not None)
        if whom is not None:
            card = switched_off_card(self._interviewer, claim.settings.language, claim.place.channel)
            with suppress(RefusedError, UndeliveredError):
                await postman.tell(whom, card)

    def _card(self, claim: Claim) -> Card:
        yesterday = claim.last.item_id if claim.last is not None else None
        solved_by = claim.last.solved_by if claim.last is not None else ()
        scope = scope_of_post(claim.post_id)
        card = daily_card(self._interviewer, claim.settings.language, claim.item_id, scope, yesterday, solved_by)
        return replace(card, mention=claim.settings.mention)

    async def _wait_s(self) -> float:
        wake = await self._posts.next_wake(self._now())
        longest = LONGEST_SLEEP.total_seconds()
        return longest if wake is None else min(longest, max(0.0, (wake - self._now()).total_seconds()))

    async def _prune_daily(self) -> None:
        now = self._now()
        if self._pruned is None or now - self._pruned >= timedelta(days=1):
            await self._prune(now)
            self._pruned = now
