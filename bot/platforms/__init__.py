"""Where the bot talks: events in, cards out, nothing else."""
