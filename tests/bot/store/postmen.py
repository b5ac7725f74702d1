"""A postman who keeps what he is given, and on whom nobody can rely; and a channel that he serves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import Enum, auto

from bot.conversation import Card, Chat
from bot.conversation.origin import Identity, Origin, Place
from bot.daily import DailyPoster, RefusedError, UndeliveredError
from bot.store.channels import DailyPosts
from bot.store.database import Database
from bot.store.memory import SqlMemory
from tests.bot.fake_chat import Clock
from tests.bot.store.learners import INTERVIEWER, Gone, Person, chat_on

PLACE = Place("fake", "guild", "general", is_private=False)


class Mood(Enum):
    WILLING = auto()
    REFUSING = auto()
    FAILING = auto()
    DYING_BEFORE = auto()
    """The process ends when it is about to send."""
    DYING_AFTER = auto()
    """The process ends when it has sent, and before it has noted that."""


@dataclass(frozen=True, slots=True)
class Post:
    place: Place
    card: Card
    nonce: str
    at: datetime

    @property
    def item_id(self) -> str:
        return self.card.buttons[0].argument

    @property
    def scope(self) -> str:
        return self.card.buttons[0].scope


@dataclass
class FakePostman:
    """Posts for one platform. `can_tell`: whether he can look what was posted."""

    now: Callable[[], datetime]
    mood: Mood = Mood.WILLING
    can_tell: bool = True
    posts: list[Post] = field(default_factory=list)
    tries: int = 0
    told: list[tuple[Identity, Card]] = field(default_factory=list)

    async def post(self, place: Place, card: Card, nonce: str) -> str:
        self.tries += 1
        match self.mood:
            case Mood.REFUSING:
                raise RefusedError
            case Mood.FAILING:
                raise UndeliveredError
            case Mood.DYING_BEFORE:
                raise Gone
        self.posts.append(Post(place, card, nonce, self.now()))
        if self.mood is Mood.DYING_AFTER:
            raise Gone
        return f"message-{len(self.posts)}"

    async def has_posted(self, place: Place, card: Card) -> bool | None:
        if self.mood is Mood.REFUSING:
            raise RefusedError
        if not self.can_tell:
            return None
        return any((post.place, post.scope) == (place, card.buttons[0].scope) for post in self.posts)

    async def tell(self, identity: Identity, card: Card) -> None:
        self.told.append((identity, card))


class World:
    """A channel whose manager writes in it, and the bot that posts there."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self.database, self.clock = database, clock
        self.postman = FakePostman(clock)
        self.chat: Chat = chat_on(database, clock)
        self.poster = self.restarted()

    def restarted(self, database: Database | None = None) -> DailyPoster:
        """Return the poster of a new process, which knows what is in the database only."""
        database = database or self.database
        posts = DailyPosts(database, ["fake"])
        self.poster = DailyPoster(INTERVIEWER, posts, {"fake": self.postman}, self.clock, SqlMemory(database).prune)
        return self.poster

    def manager(self, channel: str = "general", user: str = "boss") -> Person:
        place = replace(PLACE, channel=channel)
        return Person(self.chat, origin=Origin(Identity("fake", "guild", user), place, "en", user.title(), may_manage=True))

    async def at(self, moment: str) -> None:
        """Let it be that moment, in UTC, and post what is due."""
        self.clock.time = datetime.fromisoformat(moment).replace(tzinfo=UTC)
        await self.poster.post_due()

    @property
    def days_posted(self) -> list[str]:
        return [f"{post.at:%m-%d %H:%M}" for post in self.postman.posts]
