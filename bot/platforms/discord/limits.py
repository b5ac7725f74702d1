"""What Discord refuses to take more of. Text is counted in UTF-16 units: Discord does not name its unit, and none is longer.

Sources, by the name used below:
  messages      https://discord.com/developers/docs/resources/message
  interactions  https://discord.com/developers/docs/interactions/receiving-and-responding
  commands      https://discord.com/developers/docs/interactions/application-commands
  components    https://discord.com/developers/docs/components/reference
  channels      https://discord.com/developers/docs/resources/channel
"""

from __future__ import annotations

# Messages and their embeds: messages, "Create Message" and "Embed Limits".
MESSAGE_CHARS = 2_000
MESSAGE_EMBEDS = 10
MESSAGE_FILES = 10
"""`files[0]` to `files[9]`; discord.py refuses more as well."""
EMBED_TITLE_CHARS = 256
EMBED_DESCRIPTION_CHARS = 4_096
EMBED_FIELDS = 25
EMBED_FIELD_NAME_CHARS = 256
EMBED_FIELD_VALUE_CHARS = 1_024
EMBED_FOOTER_CHARS = 2_048
MESSAGE_EMBEDS_CHARS = 6_000
"""Titles, descriptions, field names and values, footers and author names of all embeds of a message together."""
NONCE_CHARS = 25
"""messages, "Create Message": with `enforce_nonce`, a second send with the same nonce returns the first message."""

# Components: components, "Button", "Action Row", "String Select", "Text Input", and interactions, "Modal".
CUSTOM_ID_CHARS = 100
ROWS = 5
ROW_BUTTONS = 5
MESSAGE_BUTTONS = ROWS * ROW_BUTTONS
BUTTON_LABEL_CHARS = 80
SELECT_OPTIONS = 25
SELECT_OPTION_CHARS = 100
MODAL_TITLE_CHARS = 45
MODAL_COMPONENTS = 5
MODAL_LABEL_CHARS = 45
TEXT_INPUT_CHARS = 4_000
TEXT_INPUT_PLACEHOLDER_CHARS = 100

# Commands: commands, "Application Command Structure" and "Application Command Option Choice Structure".
COMMAND_NAME_CHARS = 32
COMMAND_DESCRIPTION_CHARS = 100
AUTOCOMPLETE_CHOICES = 25
CHOICE_NAME_CHARS = 100
CHOICE_VALUE_CHARS = 100

# Threads: channels, "Start Thread from Message".
THREAD_NAME_CHARS = 100

# Time: interactions, "Responding to an Interaction".
ACKNOWLEDGE_S = 3.0
"""After this an interaction is lost: error 10062."""
ACKNOWLEDGE_BUDGET_S = 1.0
"""Ours: what is left of the 3 s is the network's."""
FOLLOW_UP_S = 15 * 60.0
"""How long an interaction's token may follow up on it and edit what it said."""
