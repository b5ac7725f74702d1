"""`python -m bot` is the `mianjing` command."""

from bot.cli import main

main()
