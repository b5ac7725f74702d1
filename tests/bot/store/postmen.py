"""A postman who keeps what he is given, and on whom nothing can be relied."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto

from bot.conversation import Card
from bot.conversation.origin import Identity, Place
from bot.daily import RefusedError, UndeliveredError
from tests.bot.store.learners import Gone


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
