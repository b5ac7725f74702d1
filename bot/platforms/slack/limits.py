"""What Slack allows. "Docs" is docs.slack.dev; "experience" marks what no page promises.

Slack does not say whether it counts code points or UTF-16 units, so lengths are measured in the larger: UTF-16 units.
"""

from __future__ import annotations

SECTION_TEXT_CHARACTERS = 3000
"""Docs, reference/block-kit/blocks/section-block."""

HEADER_TEXT_CHARACTERS = 150
"""Docs, reference/block-kit/blocks/header-block."""

MESSAGE_BLOCKS = 50
"""Docs, reference/block-kit/blocks."""

VIEW_BLOCKS = 100
"""Docs, reference/block-kit/blocks: modals and the Home tab."""

MESSAGE_CHARACTERS = 13_000
"""Experience: chat.postMessage answers msg_blocks_too_long near this length, all blocks taken together."""

FALLBACK_TEXT_CHARACTERS = 1000
"""Our own: a notification shows one line, and the docs advise at most 4000."""

ACTIONS_ELEMENTS = 25
"""Docs, reference/block-kit/blocks/actions-block."""

BUTTON_TEXT_CHARACTERS = 75
"""Docs, reference/block-kit/block-elements/button-element."""

BUTTON_VALUE_CHARACTERS = 2000
"""Docs, reference/block-kit/block-elements/button-element."""

ACTION_ID_CHARACTERS = 255
"""Docs, reference/block-kit/block-elements; a block_id and a callback_id are as long."""

OPTIONS = 100
"""Docs, reference/block-kit/block-elements/select-menu-element: options of one menu or suggestion."""

OPTION_TEXT_CHARACTERS = 75
"""Docs, reference/block-kit/composition-objects/option-object."""

OPTION_VALUE_CHARACTERS = 150
"""Docs, reference/block-kit/composition-objects/option-object."""

MODAL_TITLE_CHARACTERS = 24
"""Docs, reference/views/modal-views; the submit and close labels are as long."""

INPUT_LABEL_CHARACTERS = 2000
"""Docs, reference/block-kit/blocks/input-block; the hint is as long."""

PLACEHOLDER_CHARACTERS = 150
"""Docs, reference/block-kit/block-elements/plain-text-input-element."""

INPUT_CHARACTERS = 3000
"""Docs, reference/block-kit/block-elements/plain-text-input-element."""

PRIVATE_METADATA_CHARACTERS = 3000
"""Docs, reference/views."""

ACKNOWLEDGE_TIMEOUT_S = 3.0
"""Docs, interactivity/handling-user-interaction; a trigger_id lives as long."""

ACKNOWLEDGE_BUDGET_S = 1.0
"""Our own: a third of what Slack allows, so that a slow network is no failure."""

RESPONSE_URL_USES = 5
"""Experience and docs, interactivity/handling-user-interaction."""

RESPONSE_URL_LIFETIME_S = 30 * 60
"""Experience and docs, interactivity/handling-user-interaction."""

CHANNEL_INTERVAL_S = 1.0
"""Docs, apis/web-api/rate-limits: about one chat.postMessage a second a channel."""

SIGNED_REQUEST_AGE_S = 5 * 60
"""Docs, authentication/verifying-requests-from-slack: an older signature may be a replay."""

EVENT_RETRIES = 3
"""Docs, apis/events-api; when they come (at once, after 1 min, after 5 min) is experience."""

SOCKETS = 10
"""Docs, apis/events-api/using-socket-mode: connections of one app; a payload goes to one of them."""
