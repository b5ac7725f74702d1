"""Carry out what a step asks for, inside the transaction of that step."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import RowMapping, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.conversation.due import next_due
from bot.conversation.facts import DailySettings
from bot.conversation.origin import Origin
from bot.conversation.pending import Pending
from bot.conversation.personal import LINK_MINUTES
from bot.conversation.reviewing import Rating, ReviewCard, rating_of, reviewed
from bot.conversation.session import Attempt
from bot.conversation.turn import (
    AdvanceRound,
    Effect,
    FileReport,
    Forget,
    GradeCode,
    OfferLink,
    OpenRound,
    PostDailyNow,
    Prefer,
    Remember,
    SetDaily,
    TakeLink,
)
from bot.store.codec import origin_to_bytes, upload_to_bytes
from bot.store.merging import merge
from bot.store.schema import (
    channels,
    daily_posts,
    identities,
    learners,
    links,
    reports,
    review_cards,
    rounds,
    submissions,
)
from bot.store.statements import REMEMBER_ATTEMPT, REVIEW_CARD, upsert

LEASE = timedelta(seconds=30)
"""So long nobody else takes code that a process has in hand; it says again and again that it still has (Chat, HOLD_EVERY_S)."""


def message_of(origin: Origin) -> str | None:
    """Return the key of the message that an event is about: what comes after a colon tells its edits apart."""
    return origin.key.partition(":")[0] if origin.key is not None else None


class Effects:
    """Carries out the effects of one learner's step. `learner_id` may change: a link makes two learners one."""

    def __init__(self, connection: AsyncConnection, learner_id: int, origin: Origin, now: datetime) -> None:
        self.learner_id = learner_id
        self.is_forgotten = False
        self._connection = connection
        self._origin = origin
        self._now = now

    async def carry_out(self, effects: Sequence[Effect]) -> tuple[Pending, ...]:
        """Carry out all effects, and return the code that now waits for its report."""
        pending = []
        for effect in effects:
            match effect:
                case GradeCode():
                    pending.append(await self._submit(effect))
                case SetDaily() | PostDailyNow():
                    await self._plan_daily(effect)
                case OpenRound() | AdvanceRound():
                    await self._lead_round(effect)
                case _:
                    await self._change_learner(effect)
        return tuple(pending)

    async def _change_learner(self, effect: Remember | Prefer | FileReport | OfferLink | TakeLink | Forget) -> None:
        match effect:
            case Remember(attempt):
                await self._remember(attempt)
            case Prefer():
                await self._prefer(effect)
            case FileReport(item_id, reason):
                values = {"learner_id": self.learner_id, "item_id": item_id, "reason": reason, "at": self._now}
                await self._connection.execute(insert(reports).values(**values))
            case OfferLink(code):
                await self._offer(code)
            case TakeLink(code):
                await self._take(code)
            case Forget():
                await self._connection.execute(delete(learners).where(learners.c.id == self.learner_id))
                self.is_forgotten = True

    async def _remember(self, attempt: Attempt) -> None:
        row = {
            "learner_id": self.learner_id,
            "platform": self._origin.identity.platform,
            "workspace": self._origin.place.workspace,
            "scope": self._origin.scope,
            "item_id": attempt.step_id,
            "outcome": attempt.outcome.value,
            "earned": list(attempt.earned),
            "missed": list(attempt.missed),
            "misconceptions": list(attempt.misconceptions),
            "hints": attempt.hints,
            "follow_ups": attempt.follow_ups,
            "score": attempt.score,
            "is_solved": attempt.is_solved,
            "at": self._now,
        }
        await self._connection.execute(REMEMBER_ATTEMPT, row)
        rating = rating_of(attempt)
        if rating is not None:
            await self._reschedule(attempt.step_id, rating)

    async def _reschedule(self, item_id: str, rating: Rating) -> None:
        which = {"learner_id": self.learner_id, "item_id": item_id}
        row = (await self._connection.execute(REVIEW_CARD, which)).mappings().first()
        before = read_review_card(row) if row is not None else None
        card = reviewed(before, item_id, rating, self._now)
        values = {
            **which,
            "stability": card.stability,
            "difficulty": card.difficulty,
            "due": card.due,
            "last_review": card.last_review,
            "last_rating": int(card.last_rating),
            "reviews": card.reviews,
        }
        await upsert(self._connection, review_cards, ("learner_id", "item_id"), **values)

    async def _submit(self, effect: GradeCode) -> Pending:
        row = {
            "learner_id": self.learner_id,
            "platform": self._origin.identity.platform,
            "task_id": effect.upload.task_id,
            "workspace": self._origin.identity.workspace,
            "event_key": message_of(self._origin),
            "origin": origin_to_bytes(self._origin),
            "upload": upload_to_bytes(effect.upload),
            "at": self._now,
            "leased_until": self._now + LEASE,
        }
        inserted = await self._connection.execute(insert(submissions).values(**row).returning(submissions.c.id))
        return Pending(inserted.scalar_one(), self.learner_id, self._origin, effect.upload)

    async def _prefer(self, effect: Prefer) -> None:
        chosen = {"language": effect.language, "zone": effect.zone, "is_listed": effect.is_listed}
        values = {name: value for name, value in chosen.items() if value is not None}
        await self._connection.execute(update(learners).where(learners.c.id == self.learner_id).values(**values))

    async def _plan_daily(self, effect: SetDaily | PostDailyNow) -> None:
        match effect:
            case SetDaily(None):
                await self._change_channel(next_due=None, is_post_now=False)
                await self._call_off_posts()
            case SetDaily(DailySettings() as settings):
                await self._set_daily(settings)
            case PostDailyNow():
                await self._change_channel(next_due=self._now, is_post_now=True)

    async def _lead_round(self, effect: OpenRound | AdvanceRound) -> None:
        match effect:
            case OpenRound(round_id, items, language):
                who = self._origin.identity
                values = {"platform": who.platform, "workspace": who.workspace, "language": language, "item_ids": list(items)}
                await self._connection.execute(insert(rounds).values(id=round_id, position=0, at=self._now, **values))
            case AdvanceRound(round_id, position):
                await self._connection.execute(update(rounds).where(rounds.c.id == round_id).values(position=position + 1))

    async def _call_off_posts(self) -> None:
        """Let nobody try again to send what has not got through."""
        here = select(channels.c.id).where(*self._here())
        waiting = (daily_posts.c.channel_id.in_(here), daily_posts.c.state == "posting")
        await self._connection.execute(update(daily_posts).where(*waiting).values(state="failed", leased_until=None))

    async def _change_channel(self, **values: Any) -> None:
        await self._connection.execute(update(channels).where(*self._here()).values(**values))

    def _here(self) -> tuple[Any, ...]:
        place = self._origin.place
        return (
            channels.c.platform == place.platform,
            channels.c.workspace == place.workspace,
            channels.c.channel == place.channel,
        )

    async def _set_daily(self, settings: DailySettings) -> None:
        place = self._origin.place
        keys = {"platform": place.platform, "workspace": place.workspace, "channel": place.channel}
        values = {
            "at": f"{settings.at:%H:%M}",
            "zone": settings.zone,
            "topic": settings.topic,
            "language": settings.language,
            "mention": settings.mention or None,
            "set_by": self.learner_id,
            "next_due": next_due(settings, self._now)[1],
            "is_post_now": False,
            "failures": 0,
        }
        await upsert(self._connection, channels, tuple(keys), **keys, **values)

    async def _offer(self, code: str) -> None:
        await self._connection.execute(delete(links).where(links.c.learner_id == self.learner_id))
        until = self._now + timedelta(minutes=LINK_MINUTES)
        await self._connection.execute(insert(links).values(code=code, learner_id=self.learner_id, until=until))

    async def _take(self, code: str) -> None:
        offered_by = (await self._connection.execute(select(links.c.learner_id).where(links.c.code == code))).scalar_one()
        await self._connection.execute(delete(links).where(links.c.code == code))
        await merge(self._connection, self.learner_id, into=offered_by)
        self.learner_id = offered_by


def read_review_card(row: RowMapping) -> ReviewCard:
    """Read a row of review_cards."""
    return ReviewCard(
        row["item_id"],
        row["stability"],
        row["difficulty"],
        row["due"],
        row["last_review"],
        Rating(row["last_rating"]),
        row["reviews"],
    )


async def rename(connection: AsyncConnection, origin: Origin) -> None:
    """Keep what somebody is called now."""
    who = origin.identity
    where = (identities.c.platform == who.platform, identities.c.workspace == who.workspace, identities.c.user == who.user)
    await connection.execute(update(identities).where(*where).values(name=origin.name))
