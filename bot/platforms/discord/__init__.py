"""Discord: cards drawn as embeds, within every limit Discord sets."""
