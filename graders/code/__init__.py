"""Grading of submitted code: extraction, sandbox, reference checks, diagnosis.

`message`, `source`, `report` and `client` are read by the bot and never import torch; the rest runs in the judge's process.
"""
