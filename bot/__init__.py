"""The chat side: conversations, platforms, memory. Never imports torch."""
