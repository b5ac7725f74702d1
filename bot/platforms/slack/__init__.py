"""Slack: cards become Block Kit, what is typed and pressed becomes events."""
