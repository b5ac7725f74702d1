"""Where what the bot knows about learners is kept."""
