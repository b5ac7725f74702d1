"""What a learner sent for a task: a plain value, from the chat to the judge."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Upload:
    """A message's text, or a file's bytes with its name. `seed` draws the cases of an earlier report again."""

    task_id: str
    text: str | None = None
    name: str = ""
    content: bytes = b""
    seed: int | None = None

    def request(self) -> dict[str, Any]:
        """Return the judge's request, without its id."""
        sent: dict[str, Any] = {"task": self.task_id, "name": self.name, "seed": self.seed}
        if self.text is not None:
            return {**sent, "text": self.text.encode("utf-8", "replace").decode()}
        return {**sent, "base64": base64.b64encode(self.content).decode()}

    @staticmethod
    def from_request(data: dict[str, Any]) -> Upload:
        """Read back what `request` wrote."""
        content = base64.b64decode(data.get("base64", ""))
        return Upload(data["task"], data.get("text"), data["name"], content, data["seed"])
